using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
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
/// A claim that waits is checked first; if it is sent back, the work passes then. So does work that is entered late, or
/// opened again. Doing all that once more changes nothing.
/// </summary>
public sealed class Succession(Timetable timetable, DirectiveDecider directives, AgencyRegister register, ReadModels read, TimeProvider clock)
{
    public const string Kind = "succession";

    /// <summary>Acts when nobody does. No agency of this code is in the register.</summary>
    static readonly Actor Clerk = new("succession", Role.Administrator, new("he-thong"));

    public Subscription Subscription => new("succession", StartFrom.Beginning, MayLeaveWorkBehind, Enter);

    static bool MayLeaveWorkBehind(RecordedEvent recorded) =>
        recorded.Data is AgencyMerged or AgencySplit or AgencyAbolished
            or TaskAssigned or LeadTransferred or RecordCorrected { Correction: Correction.Lead } or ReworkRequired or TaskReopened;

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
                select new TimetableEntry(
                    StableId.Of($"{delivery.Id}:{code}"), Kind, due, JsonSerializer.Serialize(new Payload(code, delivery.Recorded.Position), EventTypes.Json))],
            ct);
    }

    /// <summary>The agencies that have ended by an event, or were given work by it.</summary>
    async Task<IReadOnlyList<AgencyId>> Concerned(RecordedEvent recorded, CancellationToken ct) => recorded.Data switch
    {
        AgencyEvent e => [e.Agency],
        TaskAssigned e => [e.Lead, .. e.Coordinating],
        LeadTransferred e => [e.To],
        RecordCorrected { Correction: Correction.Lead lead } => [lead.Agency],
        IAssignmentEvent e => [(await directives.Load(recorded.Stream, ct)).State.Assignments[e.Assignment].Lead],
        _ => []
    };

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
        foreach (var (id, assignment) in await OpenWorkOf(due.Agency, ct))
            if (CommandFor((await directives.Load(id, ct)).State, assignment) is { } command
                && await directives.Handle(id, command, WriteFor(assignment), ct) is not Outcome.Done and var outcome)
                left.Add($"{assignment.Value}: {outcome}");
        if (left.Count > 0)
            throw new InvalidOperationException($"{left.Count} assignments of {due.Agency} were not passed on, the first being {left[0]}.");

        DirectiveCommand? CommandFor(Directive directive, AssignmentId id)
        {
            var assignment = directive.Assignments[id];
            if (assignment.Lead != due.Agency || directive.LifecycleOf(assignment) is Lifecycle.Completed or Lifecycle.CompletionReported or Lifecycle.Cancelled or Lifecycle.Superseded)
                return null;
            var day = Later(ending.EffectiveOn, assignment.ChangedOn);
            return directive.AtWork(heir, assignment.Task) is { Assigned: var into }
                ? new MergeAssignment(id, into.Assignment, ReasonOf(ending), ending.Authority, Later(day, into.EffectiveOn)) { By = Clerk, Today = today }
                : new TransferLead(id, heir, ReasonOf(ending), ending.Authority, day) { By = Clerk, Today = today };
        }

        Write WriteFor(AssignmentId assignment) => new(
            Clerk, today, Write.MetadataOf(Clerk) with { CausationId = $"timetable/{claimed.Entry.Id}" },
            new(StableId.Of($"{claimed.Entry.FiringKey}:{assignment.Value}"), SHA256.HashData(Encoding.UTF8.GetBytes(claimed.Entry.Payload))), IfMatch: null);
    }

    Task<IReadOnlyList<(Guid Directive, AssignmentId Assignment)>> OpenWorkOf(AgencyId agency, CancellationToken ct) => read.Rows(
        """
        select directive_id, id from assignment
        where known_to = 9223372036854775807 and effective_to = 'infinity' and lead = $1 and lifecycle not in ('completed', 'cancelled', 'superseded')
        order by directive_id, id
        """,
        row => (row.GetGuid(0), new AssignmentId(row.GetGuid(1))), ct, agency.Value);

    static string ReasonOf(Ending ending) => ending.How switch
    {
        EndingKind.Merged => $"Cơ quan chủ trì sáp nhập vào {ending.Successor}.",
        EndingKind.Split => $"Cơ quan chủ trì được chia tách; {ending.Successor} kế thừa nhiệm vụ.",
        _ => $"Cơ quan chủ trì kết thúc hoạt động; {ending.Successor} kế thừa nhiệm vụ."
    };

    static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    sealed record Payload(AgencyId Agency, long Position);
}
