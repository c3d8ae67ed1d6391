using Directives.Api.Access;
using Directives.Api.Agencies;
using Directives.Api.Assigning;
using Directives.Api.Cascading;
using Directives.Api.Deadlines;
using Directives.Api.Demo;
using Directives.Api.Importing;
using Directives.Api.Issuing;
using Directives.Api.Performing;
using Directives.Api.Reporting;
using Directives.Api.Streaming;
using Directives.Api.Supervising;
using Directives.Api.Webhooks;
using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.Domain.Calendars;
using Directives.Domain.Reporting;
using Directives.EventSourcing;
using Directives.EventSourcing.Disclosures;
using Directives.EventSourcing.Files;
using Directives.EventSourcing.Projections;
using Npgsql;

namespace Directives.Api.Hosting;

public static class Services
{
    /// <summary>Every list and report is read from these.</summary>
    public static Projection Tracking { get; } = new("tracking", 9,
    [
        new AssignmentTable(),
        new StatementReadModel(new AgencyTable(), new DirectiveTable(), new DifficultyTable(), new UrgingTable(), new InspectionTable(), new JudgementTable(), new ExtensionTable(), new EvidenceTable(), new PublicationTable(), new RowSecurity())
    ]);

    /// <summary>Every kind of event there is.</summary>
    public static EventTypes Events { get; } = new(
        typeof(DirectiveEvent), typeof(AgencyEvent), typeof(CalendarEvent), typeof(PolicyEvent), typeof(ReminderEvent), typeof(PublicationEvent), typeof(ImportEvent), typeof(OperationsEvent),
        typeof(WebhookEvent));

    /// <summary>The store, the deciders on top of it and the read models behind it.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(_ => Database(configuration.GetConnectionString("Directives")!))
        .AddSingleton(Events)
        .AddSingleton<EventStore>()
        .AddSingleton<SnapshotStore>()
        .AddSingleton<FileStore>()
        .AddSingleton<DisclosureLog>()
        .AddSingleton(provider => new Snapshots<Directive>(
            provider.GetRequiredService<SnapshotStore>(), DirectiveSnapshot.Schema, DirectiveSnapshot.Write, DirectiveSnapshot.Read,
            provider.GetRequiredService<ILogger<Snapshots<Directive>>>()))
        .AddSingleton(provider => Decider(provider, (store, types, append) => Deciders.ForDirectives(store, types, append, provider.GetRequiredService<Snapshots<Directive>>())))
        .AddSingleton(provider => Decider(provider, Deciders.ForAgencies))
        .AddSingleton(provider => Decider(provider, Deciders.ForCalendars))
        .AddSingleton(provider => Decider(provider, Deciders.ForPolicies))
        .AddSingleton(provider => Decider(provider, Deciders.ForReminders))
        .AddSingleton(provider => Decider(provider, Deciders.ForPublications))
        .AddSingleton<RulesInForce>()
        .AddSingleton<FollowedDeadlines>()
        .AddSingleton<Stands>()
        .AddSingleton<WeeksOfAssignments>()
        .AddSingleton<WeeklyReports>()
        .AddSingleton<WeeklyAssignments>()
        .AddSingleton<CanonicalReports>()
        .AddSingleton<AssignmentDifferences>()
        .AddSingleton<Suppositions>()
        .AddSingleton<Publications>()
        .AddSingleton(Tracking)
        .AddSingleton<ProjectionHost>()
        .AddSingleton(provider => provider.GetRequiredService<ProjectionHost>().Find("tracking")!)
        .AddSingleton<ReadModels>()
        .AddSingleton<AgencyRegister>()
        .AddSingleton<AgencyGroups>()
        .AddSingleton<AssignmentQuery>()
        .AddSingleton<OverdueAssignments>()
        .AddSingleton<DirectiveRegister>()
        .AddSingleton<Unseen>()
        .AddSingleton(SecrecyCeiling.Of(configuration))
        .AddSingleton<ParentDeadline>()
        .AddSingleton<Importer>()
        .AddSingleton<ImportRuns>()
        .AddSingleton<DemoLoader>()
        .AddStreaming(configuration)
        .AddHostedService<Setup>()
        .AddWebhooks(configuration)
        .AddTimekeeping(configuration);

    /// <summary>Reports read a nation row by row; through the usual 8 KiB that takes twice as long.</summary>
    static NpgsqlDataSource Database(string connectionString) =>
        new NpgsqlDataSourceBuilder(connectionString) { ConnectionStringBuilder = { ReadBufferSize = 128 * 1024 } }.Build();

    static TDecider Decider<TDecider>(IServiceProvider provider, Func<EventStore, EventTypes, Func<Append, CancellationToken, Task<AppendResult>>, TDecider> create)
    {
        var store = provider.GetRequiredService<EventStore>();
        return create(store, provider.GetRequiredService<EventTypes>(), store.Append);
    }
}
