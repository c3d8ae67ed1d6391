using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.Domain.Calendars;
using Directives.Domain.Deadlines;
using Directives.Domain.Reporting;
using Directives.Domain.Supervising;
using Directives.EventSourcing;

namespace Directives.Api;

/// <summary>The aggregates, each with its rules and the way its events get into the log.</summary>
public static class Deciders
{
    public static DirectiveDecider ForDirectives(
        IStreams store, EventTypes types, Func<Append, CancellationToken, Task<AppendResult>> append, Snapshots<Directive>? snapshots = null) =>
        new(store, types, "directive", Directive.Initial, Directive.Evolve, DirectiveDecisions.Decide, append, snapshots);

    public static AgencyDecider ForAgencies(IStreams store, EventTypes types, Func<Append, CancellationToken, Task<AppendResult>> append) =>
        new(store, types, "agency", Agency.Initial, Agency.Evolve, AgencyDecisions.Decide, append);

    /// <summary>A calendar's stream adds to the years the program comes with.</summary>
    public static CalendarDecider ForCalendars(IStreams store, EventTypes types, Func<Append, CancellationToken, Task<AppendResult>> append) =>
        new(store, types, "calendar", VietnamCalendar.BuiltIn, WorkingCalendar.Evolve, CalendarDecisions.Adopt, append);

    public static PolicyDecider ForPolicies(IStreams store, EventTypes types, Func<Append, CancellationToken, Task<AppendResult>> append) =>
        new(store, types, "policy", Policies.Initial, Policies.Evolve, PolicyDecisions.Decide, append);

    public static PublicationDecider ForPublications(EventStore store, EventTypes types, Func<Append, CancellationToken, Task<AppendResult>> append) =>
        new(store, types, "publication", Publication.Initial, Publication.Evolve, PublicationDecisions.Publish, append);

    public static ReminderDecider ForReminders(EventStore store, EventTypes types, Func<Append, CancellationToken, Task<AppendResult>> append) =>
        new(store, types, "reminders", Reminders.Initial, Reminders.Evolve, ReminderDecisions.Issue, append);
}
