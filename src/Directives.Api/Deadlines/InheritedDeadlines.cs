using System.Security.Cryptography;
using System.Text;
using Directives.Api.Cascading;
using Directives.Domain;
using Directives.Domain.Correcting;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.EventSourcing;
using Directives.EventSourcing.Subscriptions;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Deadlines;

/// <summary>
/// Gives a deadline that follows another task the date of that one, as soon as it has one and whenever it changes. A date
/// is passed on as what is known now, so nothing is lost or doubled when events are delivered again.
/// </summary>
public sealed class InheritedDeadlines(DirectiveDecider directives, FollowedDeadlines deadlines, ParentDeadline parents, ReadModels read, TimeProvider clock, ILogger<InheritedDeadlines> logger)
{
    /// <summary>Acts when nobody does. No agency of this code is in the register.</summary>
    static readonly Actor Clock = new("inherited-deadlines", Role.Administrator, new("he-thong"));

    public Subscription Subscription => new("inherited-deadlines", StartFrom.Beginning, recorded => Dated(recorded.Data) is not null, Inherit);

    static TaskId? Dated(object e) => e switch
    {
        DeadlineSet set => set.Task,
        DeadlineClarified clarified => clarified.Task,
        RecordCorrected { Correction: Correction.StatedDeadline corrected } => corrected.Task,
        _ => null
    };

    async Task Inherit(Delivery delivery, CancellationToken ct)
    {
        var recorded = delivery.Recorded;
        var task = new TaskReference(new(recorded.Stream), Dated(recorded.Data)!.Value);

        // Whoever entered it while the other date was being recorded may have missed that.
        if (recorded.Data is DeadlineSet { Deadline.Follows: { } other })
            await PassOn(other, task, delivery, ct);
        foreach (var follower in await FollowersOf(task, recorded.Position, ct))
            await PassOn(task, follower, delivery, ct);
    }

    async Task<IReadOnlyList<TaskReference>> FollowersOf(TaskReference task, long position, CancellationToken ct)
    {
        if ((await read.Resolve(new() { MinPosition = position }, ct)).Problem is { } behind)
            throw new InvalidOperationException($"Who follows task {task.Task.Value} cannot be read: {behind.ProblemDetails.Title}");
        return await read.Rows(
            "select directive_id, id from task where follows = $1 order by directive_id, id",
            row => new TaskReference(new(row.GetGuid(0)), new(row.GetGuid(1))), ct, task.Task.Value);
    }

    async Task PassOn(TaskReference task, TaskReference follower, Delivery delivery, CancellationToken ct)
    {
        var (known, _) = await deadlines.Find(task, ct);
        var (directive, _) = await directives.Load(follower.Directive.Value, ct);
        if (known?.Deadline.LastCompliantDay() is null || directive.Tasks[follower.Task] is not { Deadline: { } deadline, Identified: var identified } || deadline.Follows != task)
            return;

        var became = ((DirectiveEvent)delivery.Recorded.Data).EffectiveOn;
        var today = Vietnam.DateAt(clock.GetUtcNow());
        var key = $"{delivery.Id}:{follower.Task.Value}";
        var write = new Write(
            Clock, today, Write.MetadataOf(Clock) with { CausationId = $"{delivery.Recorded.Stream}/{delivery.Recorded.Version}" },
            new(StableId.Of(key), SHA256.HashData(Encoding.UTF8.GetBytes(key))), IfMatch: null);
        var command = new ClarifyDeadline(
            follower.Task, deadline.DatedBy(known.Deadline), known.Authority, became > identified.EffectiveOn ? became : identified.EffectiveOn)
        { By = Clock, Today = today, NotAfter = await parents.Of(follower.Directive.Value, ct) };

        var outcome = await directives.Handle(follower.Directive.Value, command, write, ct);
        if (outcome is Outcome.Refused { Refusal: var refusal } && refusal.Code != ClarifyingRefusals.NothingNew.Code)
            logger.LogWarning("Task {Task} does not take over the date of task {Followed}: {Reason}", follower.Task.Value, task.Task.Value, refusal.Reason.En);
        else if (outcome is not (Outcome.Done or Outcome.Refused))
            throw new InvalidOperationException($"The date was not taken over: {outcome}.");
    }
}
