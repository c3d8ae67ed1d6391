using System.Collections.Frozen;
using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.Domain.Issuing;
using Directives.EventSourcing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Streaming;

/// <summary>
/// What events are about and whom they concern, a page at a time. The read models say who had a share in the work as known at the
/// event's own position and from its day on, so the answer for an event never changes, whatever is recorded later.
/// </summary>
public sealed class EventSubjects(ReadModels read)
{
    /// <param name="page">Events the read models have seen.</param>
    /// <param name="ct">Cancels the look-up.</param>
    public async Task<IReadOnlyList<StreamedEvent>> Of(IReadOnlyList<RecordedEvent> page, CancellationToken ct)
    {
        var events = page.Select(recorded => (Recorded: recorded, Subject: EventSubject.Of(recorded))).ToList();
        var about = events.Where(e => e.Subject.Directive is not null).ToList();
        if (about is [])
            return [.. events.Select(e => new StreamedEvent(e.Recorded, default, SecrecyLevel.None, Named(e.Recorded.Data)))];

        var directives = about.Select(e => e.Subject.Directive).ToArray();
        var secrecy = (await read.Rows(
            "select id, secrecy from directive where id = any($1)", row => (Id: row.GetGuid(0), Level: Names.Parse<SecrecyLevel>(row.GetString(1))), ct, [directives.Distinct().ToArray()]))
            .ToDictionary(directive => directive.Id, directive => directive.Level);
        var shares = (await read.Rows(
            Shares, row => (Position: row.GetInt64(0), Task: row.GetGuid(1), Agencies: row.GetFieldValue<string[]>(2)), ct,
            about.Select(e => e.Recorded.Position).ToArray(), directives, about.Select(e => e.Subject.Task).ToArray(), about.Select(e => e.Subject.Assignment).ToArray(),
            about.Select(e => ((DirectiveEvent)e.Recorded.Data).EffectiveOn).ToArray()))
            .ToDictionary(share => share.Position);

        return [.. events.Select(e =>
        {
            if (e.Subject.Directive is not { } directive)
                return new StreamedEvent(e.Recorded, default, SecrecyLevel.None, Named(e.Recorded.Data));
            var known = shares.TryGetValue(e.Recorded.Position, out var share);
            var subject = known && e.Subject.Assignment is not null ? e.Subject with { Task = share.Task } : e.Subject;
            // Of what an administrator had the read models skip nobody can say how secret it is.
            return new(e.Recorded, subject, secrecy.GetValueOrDefault(directive, SecrecyLevel.TopSecret), known ? Named(e.Recorded.Data, share.Agencies) : Named(e.Recorded.Data));
        })];
    }

    /// <summary>Each kind of event by an index of its own.</summary>
    const string Shares = """
        with event as (select * from unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::uuid[], $5::date[]) e (position, directive, task, assignment, day))
        select e.position, (array_agg(a.task_id))[1], array_agg(distinct agency)
        from event e
          cross join lateral (
            select a.* from assignment a where e.assignment is not null and a.id = e.assignment
            union all select a.* from assignment a where e.assignment is null and e.task is not null and a.directive_id = e.directive and a.task_id = e.task
            union all select a.* from assignment a where e.assignment is null and e.task is null and a.directive_id = e.directive) a
          cross join lateral unnest(a.lead || a.coordinating) agency
        where a.known_from <= e.position and a.known_to > e.position and a.effective_to > e.day
        group by e.position
        """;

    /// <summary>Those who have a share, and those the event itself names.</summary>
    static FrozenSet<string> Named(object data, params IEnumerable<string> sharing) => data switch
    {
        LeadTransferred e => [.. sharing, e.From.Value, e.To.Value],
        CoordinatorRemoved e => [.. sharing, e.Agency.Value],
        UrgingIssued e => [.. sharing, e.Addressee.Value],
        DifficultyEscalated e => [.. sharing, e.To.Value],
        InspectionOpened e => [.. sharing, e.Subject.Value],
        AgencyEvent.AgencyMerged e => [e.Agency.Value, e.Into.Value],
        AgencyEvent.AgencySplit e => [e.Agency.Value, .. e.Into.Select(agency => agency.Value)],
        AgencyEvent e => [e.Agency.Value],
        ReminderEvent.DigestIssued e => [e.Agency.Value],
        _ => [.. sharing]
    };
}
