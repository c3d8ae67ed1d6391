using Directives.Api.Deadlines;
using Directives.EventSourcing.Leases;
using Directives.EventSourcing.Subscriptions;
using Directives.EventSourcing.Timetables;

namespace Directives.Api.Hosting;

/// <summary>Enters what has to be noticed into the timetable, and notices it when it is due.</summary>
public sealed class Timekeeping(SubscriptionRunner subscription, TimetableWorker worker) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(subscription.Run(stoppingToken), worker.Run(stoppingToken));
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
            .AddSingleton(provider => provider.GetRequiredService<OverdueTimetable>().Subscription)
            .AddSingleton<SubscriptionRunner>()
            .AddSingleton(provider => new TimetableWorker(
                provider.GetRequiredService<Timetable>(), OverdueTimetable.Kind, provider.GetRequiredService<OverdueTimetable>().Fire,
                provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<TimetableWorker>>()))
            .AddHostedService<Timekeeping>();
    }
}
