using Directives.Api.Agencies;
using Directives.Api.Assigning;
using Directives.Api.Demo;
using Directives.Api.Issuing;
using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Npgsql;

namespace Directives.Api.Hosting;

public static class Services
{
    /// <summary>The store, the deciders on top of it and the read models behind it.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(_ => NpgsqlDataSource.Create(configuration.GetConnectionString("Directives")!))
        .AddSingleton(new EventTypes(typeof(DirectiveEvent), typeof(AgencyEvent), typeof(OperationsEvent)))
        .AddSingleton<EventStore>()
        .AddSingleton(provider => Decider(provider, Deciders.ForDirectives))
        .AddSingleton(provider => Decider(provider, Deciders.ForAgencies))
        .AddSingleton(new Projection("tracking", 1, [new StatementReadModel(new AgencyTable(), new DirectiveTable(), new AssignmentTable())]))
        .AddSingleton<ProjectionHost>()
        .AddSingleton(provider => provider.GetRequiredService<ProjectionHost>().Find("tracking")!)
        .AddSingleton<ReadModels>()
        .AddSingleton<AgencyRegister>()
        .AddSingleton<AssignmentQuery>()
        .AddSingleton<DemoLoader>()
        .AddHostedService<Setup>();

    static TDecider Decider<TDecider>(IServiceProvider provider, Func<EventStore, EventTypes, Func<Append, CancellationToken, Task<AppendResult>>, TDecider> create)
    {
        var store = provider.GetRequiredService<EventStore>();
        return create(store, provider.GetRequiredService<EventTypes>(), store.Append);
    }
}
