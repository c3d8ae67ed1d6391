using Directives.Api.Calendars;
using Directives.Domain;
using Directives.Domain.Calendars;
using Directives.Domain.Deadlines;
using Directives.Domain.Reporting;
using Directives.EventSourcing;

namespace Directives.Api.Deadlines;

/// <summary>The policy and the calendar, read from their streams: a version counts from the moment its adoption is answered.</summary>
public sealed class RulesInForce(PolicyDecider policies, CalendarDecider calendars, EventStore store)
{
    public static Guid PolicyStream { get; } = StableId.Of("policies");

    /// <summary>What deadlines are read by on a day.</summary>
    public async Task<DeadlineRules> On(DateOnly day, CancellationToken ct)
    {
        var (known, _) = await policies.Load(PolicyStream, ct);
        var (calendar, _) = await calendars.Load(CalendarEndpoints.Stream, ct);
        return new(known.InForce(day), calendar);
    }

    /// <summary>The policy of a day and the calendar, as they were known at a position.</summary>
    public async Task<DeadlineRules> At(long position, DateOnly day, CancellationToken ct)
    {
        var years = (await store.ReadStream(CalendarEndpoints.Stream, ct)).TakeWhile(recorded => recorded.Position <= position).Select(recorded => (CalendarEvent)recorded.Data);
        return new((await PoliciesAt(position, ct)).InForce(day), years.Aggregate(VietnamCalendar.BuiltIn, WorkingCalendar.Evolve));
    }

    /// <summary>
    /// The week of a body, or that of all, which starts on a day; or why none does. As known at a position, so that the same
    /// question keeps its answer when a body moves its weeks.
    /// </summary>
    public async Task<(ReportingWeek Week, Refusal? No)> WeekAt(long position, AgencyId? body, DateOnly start, CancellationToken ct) => body is { } code
        ? (await PoliciesAt(position, ct)).WeekStartingOn(code, start) is { } own ? (own, null) : (default, ReportingRefusals.NotTheStart(code, start))
        : ReportingWeek.StartingOn(start) is { } week ? (week, null) : (default, ReportingRefusals.NotAFriday(start));

    /// <summary>What was decided up to a position.</summary>
    public async Task<Policies> PoliciesAt(long position, CancellationToken ct) =>
        (await store.ReadStream(PolicyStream, ct)).TakeWhile(recorded => recorded.Position <= position).Select(recorded => (PolicyEvent)recorded.Data)
            .Aggregate(Policies.Initial, Policies.Evolve);
}
