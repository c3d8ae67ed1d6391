using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Directives.EventSourcing.Subscriptions;
using Directives.EventSourcing.Timetables;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Directives.Api.Hosting;

public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().WithTags("Health");

        health.MapGet("/live", () => TypedResults.Ok(new Liveness("live"))).WithSummary("The process answers.");
        health.MapGet("/ready", Ready).WithSummary("The database answers and the read models follow; else 503 with the reason.");
    }

    static async Task<Results<Ok<Readiness>, JsonHttpResult<Readiness>>> Ready(
        EventStore store, ProjectionHost host, [FromServices] IEnumerable<SubscriptionRunner> subscriptions, [FromServices] IEnumerable<TimetableWorker> timetables, CancellationToken ct)
    {
        long? head = null;
        var timetable = new List<TimetableStatus>();
        try
        {
            head = await store.Head(ct);
            foreach (var worker in timetables)
                timetable.Add(await worker.Status(ct));
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
        }

        var projections = host.Runners.Select(runner => runner.Status).ToList();
        var still = projections.Find(projection => projection.State is not ProjectionState.Running);
        var readiness = new Readiness(
            head is null ? "The database does not answer." : still is null ? "ready" : $"The read models are {Names.Of(still.State)}.",
            head, projections, [.. subscriptions.Select(subscription => subscription.Status)], timetable);
        return head is not null && still is null
            ? TypedResults.Ok(readiness)
            : TypedResults.Json(readiness, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

public sealed record Liveness(string Status);

/// <param name="Status"><c>ready</c>, or what is the matter.</param>
/// <param name="Head">The position of the last event.</param>
/// <param name="Projections">How far the read models have come, and why they stand still if they do.</param>
/// <param name="Subscriptions">How far each has come on this node; one that fails is told here and does not make the host unready.</param>
/// <param name="Timetables">What waits for its time, and what failed when it came.</param>
public sealed record Readiness(
    string Status, long? Head, IReadOnlyList<ProjectionStatus> Projections, IReadOnlyList<SubscriptionStatus> Subscriptions, IReadOnlyList<TimetableStatus> Timetables);
