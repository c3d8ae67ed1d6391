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
        .AddSingleton(new EventTypes(typeof(DirectiveEvent), typeof(AgencyEvent)))
        .AddSingleton<EventStore>()
        .AddSingleton<HistoryImport>()
        .AddSingleton(provider => new DirectiveDecider(
            provider.GetRequiredService<EventStore>(), provider.GetRequiredService<HistoryImport>(), provider.GetRequiredService<EventTypes>(), "directive", Directive.Initial, Directive.Evolve, DirectiveDecisions.Decide))
        .AddSingleton(provider => new AgencyDecider(
            provider.GetRequiredService<EventStore>(), provider.GetRequiredService<HistoryImport>(), provider.GetRequiredService<EventTypes>(), "agency", Agency.Initial, Agency.Evolve, AgencyDecisions.Register))
        .AddSingleton(new Projection("tracking", 1, [new AgencyTable(), new DirectiveTable(), new AssignmentTable()]))
        .AddSingleton<ProjectionRunner>()
        .AddSingleton<ReadModels>()
        .AddSingleton<AgencyRegister>()
        .AddSingleton<AssignmentQuery>()
        .AddSingleton<DemoLoader>()
        .AddHostedService<Setup>();
}
