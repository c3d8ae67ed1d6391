using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Directives.Api.Hosting;

public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health");

        health.MapGet("/live", () => TypedResults.Ok(new Liveness("live"))).WithSummary("The process answers.");
        health.MapGet("/ready", Ready).WithSummary("The database answers and the read models follow; else 503 with the reason.");
    }

    static async Task<Results<Ok<Readiness>, JsonHttpResult<Readiness>>> Ready(EventStore store, ProjectionHost host, CancellationToken ct)
    {
        long? head = null;
        try
        {
            head = await store.Head(ct);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
        }

        var projections = host.Runners.Select(runner => runner.Status).ToList();
        var still = projections.Find(projection => projection.State is not ProjectionState.Running);
        var readiness = new Readiness(
            head is null ? "The database does not answer." : still is null ? "ready" : $"The read models are {Names.Of(still.State)}.",
            head, projections);
        return head is not null && still is null
            ? TypedResults.Ok(readiness)
            : TypedResults.Json(readiness, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

public sealed record Liveness(string Status);

/// <param name="Status"><c>ready</c>, or what is the matter.</param>
/// <param name="Head">The position of the last event.</param>
/// <param name="Projections">How far the read models have come, and why they stand still if they do.</param>
public sealed record Readiness(string Status, long? Head, IReadOnlyList<ProjectionStatus> Projections);
