using System.Security.Cryptography;
using System.Text;
using Directives.Api.Calendars;
using Directives.Domain;
using Directives.Domain.Performing;
using Directives.Domain.Supervising;
using Directives.EventSourcing;
using Directives.EventSourcing.Timetables;

namespace Directives.Api.Supervising;

/// <summary>
/// Reminds every lead agency on the morning of each working day of what is due soon and what is overdue, in one digest.
/// The timetable wakes it; a day that was missed is not made up for, because its digest would tell of the past.
/// </summary>
public sealed class Digests(
    Timetable timetable, ReadModels read, EventStore store, ReminderDecider reminders, CalendarDecider calendars, TimeProvider clock, IConfiguration configuration)
{
    public const string Kind = "digest";

    /// <summary>Seven in the morning in Vietnam: before offices open.</summary>
    static readonly TimeSpan Morning = TimeSpan.FromHours(7);

    static readonly Actor Clock = new("timetable", Role.Administrator, new("he-thong"));

    readonly int within = configuration.GetValue("Reminders:WorkingDays", 3);

    public static Guid StreamOf(AgencyId agency) => StableId.Of($"reminders:{agency}");

    /// <summary>Sees to it that there is a next morning; each one that is fired sees to the one after. Doing so again changes nothing.</summary>
    public async Task Begin(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
            try
            {
                var now = clock.GetUtcNow();
                var day = Vietnam.DateAt(now);
                await timetable.Put([EntryFor(now < Vietnam.StartOf(day) + Morning ? day : day.AddDays(1))], ct);
                return;
            }
            catch (Exception) when (!ct.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // the database is not there yet
            }
    }

    public async Task Fire(ClaimedEntry claimed, CancellationToken ct)
    {
        var day = Vietnam.DateAt(claimed.FoundAt);
        var (calendar, _) = await calendars.Load(CalendarEndpoints.Stream, ct);
        if (calendar.IsWorkingDay(day))
            foreach (var digest in await Of(day, calendar, ct))
                await Issue(digest, ct);
        await timetable.Put([EntryFor(day.AddDays(1))], ct);
    }

    static TimetableEntry EntryFor(DateOnly day) => new(StableId.Of($"digest:{day:yyyy-MM-dd}"), Kind, Vietnam.StartOf(day) + Morning, "{}");

    /// <summary>What every lead agency has to think of on a day, as known now.</summary>
    async Task<IReadOnlyList<ReminderEvent.DigestIssued>> Of(DateOnly day, Domain.Calendars.WorkingCalendar calendar, CancellationToken ct)
    {
        var head = await store.Head(ct);
        var (asOf, problem) = await read.Resolve(new() { MinPosition = head, EffectiveAsOf = new(day) }, ct);
        if (problem is not null)
            throw new InvalidOperationException($"The read models have not reached position {head}.");

        var due = await read.Rows(
            """
            select lead, directive_id, id, lifecycle, last_day, done_on from assignment
            where known_from <= $1 and known_to > $1 and effective_from <= $2 and effective_to > $2 and not restated
              and last_day <= $3 and lifecycle not in ('completed', 'cancelled', 'superseded', 'suspended')
            order by lead, last_day, id
            """,
            row => (
                Lead: row.GetString(0), Item: new ReminderItem(new(row.GetGuid(1)), new(row.GetGuid(2)), row.GetFieldValue<DateOnly>(4)),
                Reason: ReminderDecisions.ReasonFor(Names.Parse<Lifecycle>(row.GetString(3)), row.Day(4), row.Day(5), day, within, calendar)),
            ct, asOf.Position, day, calendar.NextWorkingDay(calendar.AddWorkingDays(day, within + 1)));

        return
        [
            .. due.GroupBy(row => row.Lead).Select(agency => new ReminderEvent.DigestIssued(
                new(agency.Key), day, Because(agency, ReminderReason.DueSoon), Because(agency, ReminderReason.Overdue), Because(agency, ReminderReason.Unverified),
                within, calendar.Name, asOf.Position))
        ];

        static IReadOnlyList<ReminderItem> Because(IEnumerable<(string Lead, ReminderItem Item, ReminderReason? Reason)> rows, ReminderReason reason) =>
            [.. rows.Where(row => row.Reason == reason).Select(row => row.Item)];
    }

    /// <summary>Under a key of the agency and the day, so that a morning that was cut off goes on where it stopped.</summary>
    async Task Issue(ReminderEvent.DigestIssued digest, CancellationToken ct)
    {
        var name = $"digest:{digest.Agency}:{digest.Day:yyyy-MM-dd}";
        var write = new Write(
            Clock, digest.Day, Write.MetadataOf(Clock) with { CausationId = name }, new(StableId.Of(name), SHA256.HashData(Encoding.UTF8.GetBytes(name))), IfMatch: null);
        if (await reminders.Handle(StreamOf(digest.Agency), new(digest), write, ct) is not Outcome.Done and var outcome)
            throw new InvalidOperationException($"The digest was not taken: {outcome}.");
    }
}
