using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Directives.Domain;
using Directives.Domain.Assigning;
using Directives.Domain.Correcting;
using Directives.Domain.Deadlines;
using Directives.EventSourcing;
using Directives.EventSourcing.Subscriptions;
using Directives.EventSourcing.Timetables;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Deadlines;

/// <summary>
/// Notices once, when the day after the last compliant day begins in Vietnam, that an assignment has fallen overdue.
/// Events that may bring that about put an entry into the timetable; when it is due the domain decides whether it did.
/// What is overdue already when it is recorded is noticed at once. Imported history is not noticed anew: of what was
/// imported, only deadlines that are still ahead get an entry.
/// </summary>
public sealed class OverdueTimetable(Timetable timetable, DirectiveDecider directives, TimeProvider clock)
{
    public const string Kind = "overdue";

    /// <summary>Acts when nobody does. No agency of this code is in the register.</summary>
    static readonly Actor Clock = new("timetable", Role.Administrator, new("he-thong"));

    public Subscription Subscription => new("overdue-timetable", StartFrom.Beginning, recorded => MayBringIt(recorded.Data), Enter);

    /// <summary>A last compliant day that is new or has moved, or work that is open again and was not when the day passed.</summary>
    static bool MayBringIt(object e) =>
        e is TaskAssigned or DeadlineSet or DeadlineClarified or ExtensionApproved or ExtensionAccepted or TaskResumed or ReworkRequired or TaskReopened
            or RecordCorrected { Correction: Correction.StatedDeadline };

    async Task Enter(Delivery delivery, CancellationToken ct)
    {
        var (directive, _) = await directives.Load(delivery.Recorded.Stream, ct);
        IEnumerable<Assignment> affected = delivery.Recorded.Data switch
        {
            IAssignmentEvent e => [directive.Assignments[e.Assignment]],
            ITaskEvent e => directive.Assignments.Values.Where(assignment => assignment.Task == e.Task),
            RecordCorrected { Correction: ITaskEvent e } => directive.Assignments.Values.Where(assignment => assignment.Task == e.Task),
            _ => []
        };
        var imported = delivery.Recorded.Metadata.Headers.ContainsKey("imported");
        await timetable.Put(
            [.. from assignment in affected
                let last = directive.LastCompliantDayOf(assignment)
                where last is not null
                let due = Vietnam.StartOf(last.Value.AddDays(1))
                where !imported || due > clock.GetUtcNow()
                let id = assignment.Assigned.Assignment
                select new TimetableEntry(StableId.Of($"{delivery.Id}:{id.Value}"), Kind, due, JsonSerializer.Serialize(new Payload(delivery.Recorded.Stream, id, last.Value), EventTypes.Json))],
            ct);
    }

    /// <summary>Appends what the domain decides, under a key that makes firing again harmless.</summary>
    public async Task Fire(ClaimedEntry claimed, CancellationToken ct)
    {
        var entry = claimed.Entry;
        var due = JsonSerializer.Deserialize<Payload>(entry.Payload, EventTypes.Json)!;
        var today = Vietnam.DateAt(claimed.FoundAt);
        var write = new Write(
            Clock, today, Write.MetadataOf(Clock) with { CausationId = $"timetable/{entry.Id}" },
            new(entry.FiringKey, SHA256.HashData(Encoding.UTF8.GetBytes(entry.Payload))), IfMatch: null);
        var command = new NoticeOverdue(due.Assignment, due.LastCompliantDay) { By = write.By, Today = today };
        if (await directives.Handle(due.Directive, command, write, ct) is not Outcome.Done and var outcome)
            throw new InvalidOperationException($"The command was not taken: {outcome}.");
    }

    sealed record Payload(Guid Directive, AssignmentId Assignment, DateOnly LastCompliantDay);
}
