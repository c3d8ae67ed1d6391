using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Directives.Api.Assigning;
using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.Domain.Assigning;
using Directives.Domain.Correcting;
using Directives.Domain.Performing;
using Directives.EventSourcing;
using Directives.EventSourcing.Subscriptions;
using Directives.EventSourcing.Timetables;
using static Directives.Domain.Agencies.AgencyEvent;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Agencies;

/// <summary>
/// Leaves no open work with an agency that has ended. On the first day without it its open assignments pass to its
/// successor, each by an event of its own: transferred, or merged into the share of the task that the successor works on.
/// Where the agency helped, its successor helps, unless it leads or helps already. A claim that waits is checked first; if
/// it is sent back, the work passes then. So does work that is entered late, or opened again. Doing all that once more
/// changes nothing. Without a successor the work stays where it was, to be found by <see cref="AssignmentFilter.LeftBehind"/>.
/// </summary>
public sealed class Succession(Timetable timetable, DirectiveDecider directives, AgencyRegister register, ReadModels read, TimeProvider clock)
{
    public const string Kind = "succession";

    /// <summary>Acts when nobody does. No agency of this code is in the register.</summary>
    static readonly Actor Clerk = new("succession", Role.Administrator, new("he-thong"));

    public Subscription Subscription => new("succession", StartFrom.Beginning, MayLeaveWorkBehind, Enter);

    static bool MayLeaveWorkBehind(RecordedEvent recorded) =>
        recorded.Data is AgencyMerged or AgencySplit or AgencyAbolished
            or TaskAssigned or LeadTransferred or CoordinatorAdded or RecordCorrected { Correction: Correction.Lead } or ReworkRequired or TaskReopened;

    async Task Enter(Delivery delivery, CancellationToken ct)
    {
        var ending = delivery.Recorded.Data is AgencyEvent;
        var now = clock.GetUtcNow();
        await timetable.Put(
            [.. from agency in await register.Find(await Concerned(delivery.Recorded, ct), ct)
                where agency.Ending is { Successor: not null }
                let due = Vietnam.StartOf(agency.Ending!.EffectiveOn)
                where ending || due <= now // what is given out before the end is found when the end comes
                let code = agency.Registered!.Agency
                let payload = new Payload(code, delivery.Recorded.Position, ending ? null : delivery.Recorded.Stream)
                select new TimetableEntry(StableId.Of($"{delivery.Id}:{code}"), Kind, due, JsonSerializer.Serialize(payload, EventTypes.Json))],
            ct);
    }

    /// <summary>The agencies that have ended by an event, or have work to do after it.</summary>
    async Task<IReadOnlyList<AgencyId>> Concerned(RecordedEvent recorded, CancellationToken ct) => recorded.Data switch
    {
        AgencyEvent e => [e.Agency],
        TaskAssigned e => [e.Lead, .. e.Coordinating],
        LeadTransferred e => [e.To],
        CoordinatorAdded e => [e.Agency],
        RecordCorrected { Correction: Correction.Lead lead } => [lead.Agency],
        IAssignmentEvent e => await AgenciesOf(recorded.Stream, e.Assignment, ct),
        _ => []
    };

    async Task<IReadOnlyList<AgencyId>> AgenciesOf(Guid directive, AssignmentId id, CancellationToken ct)
    {
        var assignment = (await directives.Load(directive, ct)).State.Assignments[id];
        return [assignment.Lead, .. assignment.Coordinating];
    }

    /// <summary>Passes everything on that is open, under keys that make doing it again harmless.</summary>
    public async Task Fire(ClaimedEntry claimed, CancellationToken ct)
    {
        var due = JsonSerializer.Deserialize<Payload>(claimed.Entry.Payload, EventTypes.Json)!;
        var today = Vietnam.DateAt(claimed.FoundAt);
        if (await register.Find(due.Agency, ct) is not { Ending: { Successor: { } heir } ending } || !await register.IsContinued(due.Agency, today, ct))
            return;
        if ((await read.Resolve(new() { MinPosition = due.Position }, ct)).Problem is { } problem)
            throw new InvalidOperationException($"The open assignments of {due.Agency} cannot be found yet: {problem.ProblemDetails.Title}");

        var left = new List<string>();
        foreach (var (id, assignment) in await OpenWorkOf(due, ct))
            if (await PassOn(id, assignment) is { } refused)
                left.Add($"{assignment.Value}: {refused}");
        if (left.Count > 0)
            throw new InvalidOperationException($"In {left.Count} assignments {heir} did not take the place of {due.Agency}, the first being {left[0]}.");

        async Task<Outcome?> PassOn(Guid id, AssignmentId assignment)
        {
            foreach (var command in Commands((await directives.Load(id, ct)).State, assignment))
                if (await directives.Handle(id, command, WriteFor(assignment, command), ct) is not Outcome.Done and var outcome)
                    return outcome;
            return null;
        }

        IEnumerable<DirectiveCommand> Commands(Directive directive, AssignmentId id)
        {
            var assignment = directive.Assignments[id];
            if (directive.LifecycleOf(assignment) is Lifecycle.Completed or Lifecycle.CompletionReported or Lifecycle.Cancelled or Lifecycle.Superseded)
                yield break;

            if (assignment.Lead == due.Agency)
            {
                var day = Later(ending.EffectiveOn, assignment.ChangedOn);
                yield return directive.AtWork(heir, assignment.Task) is { Assigned: var into }
                    ? new MergeAssignment(id, into.Assignment, ReasonOf(ending, "chủ trì"), ending.Authority, Later(day, into.EffectiveOn)) { By = Clerk, Today = today }
                    : new TransferLead(id, heir, ReasonOf(ending, "chủ trì"), ending.Authority, day) { By = Clerk, Today = today };
            }
            else if (assignment.Helping(due.Agency) is { } helping)
            {
                // The successor first: whoever is interrupted in between finds the other one still there, and goes on.
                var day = Later(ending.EffectiveOn, helping.From);
                if (assignment.Lead != heir && assignment.Helping(heir) is null)
                    yield return new AddCoordinator(id, heir, Later(day, assignment.FreeSince(heir))) { By = Clerk, Today = today };
                yield return new RemoveCoordinator(id, due.Agency, ReasonOf(ending, "phối hợp"), day) { By = Clerk, Today = today };
            }
        }

        Write WriteFor(AssignmentId assignment, DirectiveCommand command) => new(
            Clerk, today, Write.MetadataOf(Clerk) with { CausationId = $"timetable/{claimed.Entry.Id}" },
            new(StableId.Of($"{claimed.Entry.FiringKey}:{assignment.Value}:{command.GetType().Name}"), SHA256.HashData(Encoding.UTF8.GetBytes(claimed.Entry.Payload))),
            IfMatch: null);
    }

    Task<IReadOnlyList<(Guid Directive, AssignmentId Assignment)>> OpenWorkOf(Payload due, CancellationToken ct) => read.Rows(
        $"""
        select directive_id, id from assignment
        where known_to = {AssignmentTable.Open} and effective_to = 'infinity' and (lead = $1 or $1 = any (coordinating)) and ($2::uuid is null or directive_id = $2)
          and lifecycle not in ('completed', 'cancelled', 'superseded')
        order by directive_id, id
        """,
        row => (row.GetGuid(0), new AssignmentId(row.GetGuid(1))), ct, due.Agency.Value, due.Directive);

    static string ReasonOf(Ending ending, string role) => ending.How switch
    {
        EndingKind.Merged => $"Cơ quan {role} sáp nhập vào {ending.Successor}.",
        EndingKind.Split => $"Cơ quan {role} được chia tách; {ending.Successor} kế thừa nhiệm vụ.",
        _ => $"Cơ quan {role} kết thúc hoạt động; {ending.Successor} kế thừa nhiệm vụ."
    };

    static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    /// <param name="Agency">The agency that has ended.</param>
    /// <param name="Position">What was recorded up to here is looked at.</param>
    /// <param name="Directive">The only one in which it was given work; all of them when it ended just now.</param>
    sealed record Payload(AgencyId Agency, long Position, Guid? Directive = null);
}
