using Directives.Api.Agencies;
using Directives.Api.Deadlines;
using Directives.Api.Supervising;
using Directives.EventSourcing;
using Directives.EventSourcing.Leases;
using Directives.EventSourcing.Subscriptions;
using Directives.EventSourcing.Timetables;
using Npgsql;

namespace Directives.Api.Hosting;

/// <summary>Does what nobody asks for: what follows from an event, and what has to happen at a time.</summary>
public sealed class Timekeeping(IEnumerable<SubscriptionRunner> subscriptions, IEnumerable<TimetableWorker> workers, Digests digests) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        [digests.Begin(stoppingToken), .. subscriptions.Select(subscription => subscription.Run(stoppingToken)), .. workers.Select(worker => worker.Run(stoppingToken))]);
}

public static class TimekeepingServices
{
    /// <summary>Unless <c>Timetable</c> is set to false.</summary>
    public static IServiceCollection AddTimekeeping(this IServiceCollection services, IConfiguration configuration)
    {
        if (!configuration.GetValue("Timetable", true))
            return services;
        return services
            .AddSingleton<Lease>()
            .AddSingleton<Timetable>()
            .AddSingleton<OverdueTimetable>()
            .AddSubscription<OverdueTimetable>(overdue => overdue.Subscription)
            .AddTimetable<OverdueTimetable>(OverdueTimetable.Kind, overdue => overdue.Fire)
            .AddSingleton<Digests>()
            .AddTimetable<Digests>(Digests.Kind, digests => digests.Fire)
            .AddSingleton<Succession>()
            .AddSubscription<Succession>(succession => succession.Subscription)
            .AddTimetable<Succession>(Succession.Kind, succession => succession.Fire)
            .AddSingleton<InheritedDeadlines>()
            .AddSubscription<InheritedDeadlines>(inherited => inherited.Subscription)
            .AddHostedService<Timekeeping>();
    }

    static IServiceCollection AddSubscription<TSource>(this IServiceCollection services, Func<TSource, Subscription> subscription) where TSource : notnull =>
        services.AddSingleton(provider => new SubscriptionRunner(
            provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<EventStore>(), provider.GetRequiredService<Lease>(),
            subscription(provider.GetRequiredService<TSource>()), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SubscriptionRunner>>()));

    static IServiceCollection AddTimetable<TSource>(
        this IServiceCollection services, string kind, Func<TSource, Func<ClaimedEntry, CancellationToken, Task>> fire) where TSource : notnull =>
        services.AddSingleton(provider => new TimetableWorker(
            provider.GetRequiredService<Timetable>(), kind, fire(provider.GetRequiredService<TSource>()),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<TimetableWorker>>()));
}
