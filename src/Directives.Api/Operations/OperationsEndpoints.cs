using Directives.Domain;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Operations;

/// <summary>For whoever runs the system: how the read models stand, and what to do with an event they cannot take in.</summary>
public static class OperationsEndpoints
{
    const int DecisionsShown = 10;

    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        var projections = routes.MapGroup("/operations/projections").WithTags("Operations");

        projections.MapGet("/", List).WithSummary("How far the read models are, who keeps them, and what stopped them.");
        projections.MapPost("/{name}/decisions", Decide)
            .WithSummary("Has an event that halted a projection tried again, or skipped for good.");
    }

    static async Task<Ok<ProjectionList>> List(EventStore store, ProjectionHost host, CancellationToken ct)
    {
        var head = await store.Head(ct);
        var items = new List<ProjectionItem>();
        foreach (var runner in host.Runners)
        {
            var stands = await host.Stands(runner.Projection, ct);
            items.Add(new(
                runner.Projection.Name, runner.Projection.Version, runner.Status.State, runner.Status.Reason, stands.Position, Math.Max(0, head - stands.Position), Math.Round(runner.EventsPerSecond, 1),
                runner.Rebuilding is { } filling
                    ? new(filling.Position, filling.Target, Math.Round(filling.Percentage, 1), Math.Round(filling.EventsPerSecond, 1), filling.TimeLeft is { } left ? (long)left.TotalSeconds : null)
                    : null,
                stands.Halt, await host.RunBy(runner.Projection, ct),
                [.. (await host.Decided(runner.Projection, DecisionsShown, ct)).Select(recorded => new DecisionItem(
                    ((OperationsEvent)recorded.Data).Position, recorded.Data is ProjectionEventSkipped ? ProjectionDecision.Skip : ProjectionDecision.Retry,
                    ((OperationsEvent)recorded.Data).Reason, recorded.Metadata.Actor, recorded.RecordedAt))]));
        }

        return TypedResults.Ok(new ProjectionList(head, items));
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Decide(
        string name, DecideBody body, Write write, ProjectionHost host, EventTypes types, HttpResponse response, CancellationToken ct)
    {
        if (host.Find(name)?.Projection is not { } projection)
            return OperationsRefusals.NoSuchProjection(name).ToProblem();
        if (!Text.SaysSomething(body.Reason) || body.Reason.Length > OperationsRefusals.LongestReason)
            return OperationsRefusals.ReasonRequired.ToProblem();

        OperationsEvent decision = body.Decision is ProjectionDecision.Skip
            ? new ProjectionEventSkipped(name, projection.Version, body.Position, body.Reason.Trim())
            : new ProjectionRetried(name, projection.Version, body.Position, body.Reason.Trim());
        return (await host.Decide(decision, write.Metadata, write.Key!, ct) switch
        {
            null => new Outcome.Refused(OperationsRefusals.NotHaltedThere(name, body.Position)),
            { Recorded: true } result => new Outcome.Done([new(result.Version, result.Position, types.NameOf(decision), decision)], result.Version, result.RecordedAt),
            { Status: AppendStatus.KeyReused } => new Outcome.KeyReused(),
            _ => (Outcome)new Outcome.Busy()
        }).ToResult(OperationsEvent.Stream, "/operations/projections", response);
    }
}

public static class OperationsRefusals
{
    public const int LongestReason = 2000;

    public static Refusal ReasonRequired { get; } = new(RefusalKind.Invalid, "reason-required", new($"Hãy nêu lý do, không quá {LongestReason} ký tự.", $"Say why, in at most {LongestReason} characters."), "/reason");

    public static Refusal NoSuchProjection(string name) => new(RefusalKind.NotFound, "no-such-projection", new($"Không có phép chiếu {name}.", $"There is no projection {name}."));

    public static Refusal NotHaltedThere(string name, long position) =>
        new(RefusalKind.Conflict, "not-halted-there", new($"{name} không dừng ở vị trí {position}.", $"{name} is not halted at position {position}."), "/position");
}

public enum ProjectionDecision { Retry, Skip }

/// <param name="Position">Of the event it halted at.</param>
/// <param name="Decision">Try it again, or leave it out, in every rebuild too.</param>
/// <param name="Reason">Why; recorded for good.</param>
public sealed record DecideBody(long Position, ProjectionDecision Decision, string Reason);

/// <param name="Head">The position of the last event.</param>
/// <param name="Items">One for each projection.</param>
public sealed record ProjectionList(long Head, IReadOnlyList<ProjectionItem> Items);

/// <param name="Name">The projection.</param>
/// <param name="Version">The version of its tables and rules that this host knows.</param>
/// <param name="State">What it is doing, as this host sees it.</param>
/// <param name="Reason">Why it is not running.</param>
/// <param name="Position">The last position its read models have seen.</param>
/// <param name="Lag">How many events it is behind.</param>
/// <param name="EventsPerSecond">How fast it moved lately.</param>
/// <param name="Filling">How far this host has come with filling or rebuilding it.</param>
/// <param name="Halt">The event it stands still before.</param>
/// <param name="RunBy">The holder of its lease.</param>
/// <param name="Decisions">The last ones, newest first.</param>
public sealed record ProjectionItem(
    string Name, int Version, ProjectionState State, string? Reason, long Position, long Lag, double EventsPerSecond, FillingItem? Filling, Halt? Halt, Guid? RunBy, IReadOnlyList<DecisionItem> Decisions);

/// <param name="Position">The last position that was read.</param>
/// <param name="Target">Where it is to get to.</param>
/// <param name="Percentage">Of the way.</param>
/// <param name="EventsPerSecond">Lately.</param>
/// <param name="SecondsLeft">At this rate.</param>
public sealed record FillingItem(long Position, long Target, double Percentage, double EventsPerSecond, long? SecondsLeft);

/// <param name="Position">Of the event.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">When.</param>
public sealed record DecisionItem(long Position, ProjectionDecision Decision, string Reason, string By, DateTimeOffset At);
