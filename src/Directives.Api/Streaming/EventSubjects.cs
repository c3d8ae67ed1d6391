using System.Collections.Frozen;
using Directives.Api.Access;
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
            return [.. events.Select(e => new StreamedEvent(e.Recorded, default, SecrecyLevel.None, Named(e.Recorded.Data), []))];

        var directives = (await read.Rows(
            "select id, secrecy, issued_by from directive where id = any($1)",
            row => (Id: row.GetGuid(0), Level: Names.Parse<SecrecyLevel>(row.GetString(1)), By: row.GetFieldValue<string[]>(2)), ct, [about.Select(e => e.Subject.Directive).Distinct().ToArray()]))
            .ToDictionary(directive => directive.Id);
        var subjects = about.Select(e => (e.Recorded.Data as InspectionConcluded)?.Inspection).OfType<Guid>().ToArray() is not [] and var concluded
            ? (await read.Rows("select id, subject from inspection where id = any($1)", row => (row.GetGuid(0), row.GetString(1)), ct, concluded)).ToDictionary()
            : [];
        var mentioned = await Mentioned(page, ct);
        var shares = new Dictionary<long, (Guid Task, string[] Agencies)>();
        foreach (var kind in about.GroupBy(e => Held(e.Subject)))
            foreach (var (position, task, agencies) in await read.Rows(
                Shares(kind.Key), row => (row.GetInt64(0), row.GetGuid(1), row.GetFieldValue<string[]>(2)), ct,
                kind.Select(e => e.Recorded.Position).ToArray(), kind.Select(e => e.Subject.Directive).ToArray(), kind.Select(e => e.Subject.Task).ToArray(), kind.Select(e => e.Subject.Assignment).ToArray(),
                kind.Select(e => ((DirectiveEvent)e.Recorded.Data).EffectiveOn).ToArray()))
                shares.Add(position, (task, agencies));

        return [.. events.Select(e =>
        {
            if (e.Subject.Directive is not { } directive)
                return new StreamedEvent(e.Recorded, default, SecrecyLevel.None, Named(e.Recorded.Data), []);
            var known = shares.TryGetValue(e.Recorded.Position, out var share);
            var subject = known && e.Subject.Assignment is not null ? e.Subject with { Task = share.Task } : e.Subject;
            // Of what an administrator had the read models skip nobody can say how secret it is.
            var (_, level, by) = directives.GetValueOrDefault(directive, (directive, SecrecyLevel.TopSecret, []));
            IReadOnlySet<string> concerned = e.Recorded.Data is InspectionConcluded end ? subjects.TryGetValue(end.Inspection, out var inspected) ? new HashSet<string> { inspected } : new HashSet<string>()
                : known ? Named(e.Recorded.Data, share.Agencies) : Named(e.Recorded.Data);
            return new(e.Recorded, subject, level, concerned, by) { Mentioned = [.. Others(e.Recorded).Select(id => mentioned.GetValueOrDefault(id) ?? new(id, SecrecyLevel.TopSecret, [], []))] };
        })];
    }

    /// <summary>Who may know of the directives that are named by others.</summary>
    async Task<IReadOnlyDictionary<Guid, Mentioned>> Mentioned(IReadOnlyList<RecordedEvent> page, CancellationToken ct)
    {
        var others = page.SelectMany(Others).Distinct().ToArray();
        if (others.Length == 0)
            return new Dictionary<Guid, Mentioned>();
        return (await read.Rows(
            """
            select d.id, d.secrecy, d.issued_by, array(
              select distinct agency from assignment a cross join lateral unnest(
                case when a.known_to = 9223372036854775807 and a.effective_to = 'infinity' then a.lead || a.coordinating else array[a.lead] end) agency
              where a.directive_id = d.id)
            from directive d where d.id = any($1)
            """,
            row => new Mentioned(row.GetGuid(0), Names.Parse<SecrecyLevel>(row.GetString(1)), row.GetFieldValue<string[]>(3), row.GetFieldValue<string[]>(2)), ct, [others]))
            .ToDictionary(other => other.Directive);
    }

    static IEnumerable<Guid> Others(RecordedEvent recorded) => Mentions.Of(recorded.Data).Where(id => id != recorded.Stream);

    /// <summary>Which assignments are those of a subject: one, all of a task, or all of a directive, each by an index.</summary>
    static string Held(EventSubject subject) => subject switch
    {
        { Assignment: not null } => "a.id = s.assignment",
        { Task: not null } => "a.directive_id = s.directive and a.task_id = s.task",
        _ => "a.directive_id = s.directive"
    };

    /// <summary>
    /// Each subject is looked up once, and of it only what was believed at some time of the page: a task may have tens of
    /// thousands of shares.
    /// </summary>
    static string Shares(string held) => $"""
        with event as materialized (
          select *, dense_rank() over (order by directive, task, assignment) subject
          from unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::uuid[], $5::date[]) e (position, directive, task, assignment, day)),
        share as materialized (
          select s.subject, a.known_from, a.known_to, a.effective_to, a.task_id, a.lead || a.coordinating agencies
          from (select distinct subject, directive, task, assignment from event) s join assignment a on {held}
          where a.known_from <= (select max(position) from event) and a.known_to > (select min(position) from event)),
        concerned as (
          select distinct e.position, a.task_id, agency
          from event e join share a using (subject) cross join lateral unnest(a.agencies) agency
          where a.known_from <= e.position and a.known_to > e.position and a.effective_to > e.day)
        select position, (array_agg(task_id))[1], array_agg(agency) from concerned group by position
        """;

    /// <summary>Those who have a share, and those the event itself names.</summary>
    static FrozenSet<string> Named(object data, params IEnumerable<string> sharing) => data switch
    {
        LeadTransferred e => [.. sharing, e.From.Value, e.To.Value],
        CoordinatorRemoved e => [.. sharing, e.Agency.Value],
        UrgingIssued e => [.. sharing, e.Addressee.Value],
        DifficultyEscalated e => [.. sharing, e.To.Value],
        // Of these nobody else hears who shares in the document.
        DirectiveReceived e => [e.By.Value],
        InspectionOpened e => [e.Subject.Value],
        CriticismRecorded { Criticism.Addressees: [_, ..] addressees } => [.. addressees.Select(agency => agency.Value)],
        CommendationRecorded { Commendation.Addressees: [_, ..] addressees } => [.. addressees.Select(agency => agency.Value)],
        AgencyEvent.AgencyMerged e => [e.Agency.Value, e.Into.Value],
        AgencyEvent.AgencySplit e => [e.Agency.Value, .. e.Into.Select(agency => agency.Value)],
        AgencyEvent e => [e.Agency.Value],
        ReminderEvent.DigestIssued e => [e.Agency.Value],
        _ => [.. sharing]
    };
}
