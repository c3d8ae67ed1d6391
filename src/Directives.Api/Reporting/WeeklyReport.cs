using Directives.Api.Agencies;
using Directives.Api.Deadlines;
using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.Domain.Issuing;

namespace Directives.Api.Reporting;

/// <summary>
/// What moved in a week: the difference between what held at the end of its last day and what held on its eve, both
/// as known at one position. A pure function of position, week, zone and the versions it names, so it can be made again for
/// ever and gives the same bytes. What another document restates is counted there and left out here.
/// </summary>
/// <param name="Start">The day it begins with: a Friday, unless the body that was named decided otherwise.</param>
/// <param name="End">The day it ends with.</param>
/// <param name="CutOff">The end of that day.</param>
/// <param name="KnownAsOf">The instant that was asked for; without it everything recorded so far counts.</param>
/// <param name="Position">What was recorded up to here counts.</param>
/// <param name="Zone">The zone in which days begin and end.</param>
/// <param name="Versions">The rules it was made by.</param>
/// <param name="Assignments">Where the assignments behind any figure are listed: a URI template (RFC 6570).</param>
/// <param name="Reconciliation">Open at the beginning, what happened, open at the end.</param>
/// <param name="Totals">How things stand at the close.</param>
/// <param name="Notable">What to look at, by the name of the figure.</param>
/// <param name="Supervision">What the week brought besides assignments.</param>
/// <param name="ByNature">The same for specific, standing, report and other obligations apart.</param>
/// <param name="KeyTasks">The same for key tasks.</param>
/// <param name="ByLevel">The same for lead agencies of each level.</param>
/// <param name="ByDirective">The same for each directive.</param>
/// <param name="ByAgency">The same for each lead agency.</param>
/// <param name="NothingHeard">Lead agencies with open work of which nothing was heard in the week, from whomever.</param>
/// <param name="ReportedNothing">Lead agencies with open work that reported nothing on any of theirs in the week, whatever others did.</param>
public sealed record WeeklyReport(
    DateOnly Start, DateOnly End, DateTimeOffset CutOff, DateTimeOffset? KnownAsOf, long Position, string Zone, RuleVersions Versions, string Assignments,
    Reconciliation Reconciliation, Totals Totals, IReadOnlyDictionary<string, long> Notable, Supervision Supervision,
    IReadOnlyList<NatureTotals> ByNature, KeyTaskTotals KeyTasks, IReadOnlyList<LevelTotals> ByLevel, IReadOnlyList<DirectiveTotals> ByDirective,
    IReadOnlyList<AgencyTotals> ByAgency, IReadOnlyList<AgencyId> NothingHeard, IReadOnlyList<AgencyId> ReportedNothing);

/// <param name="Policy">The version of the deadline policy in force at the close.</param>
/// <param name="Calendar">The version of the working calendar that silence is counted by.</param>
/// <param name="Agencies">The position of the last event of the register of agencies that counts: what they are called and where they stand.</param>
public sealed record RuleVersions(string Policy, string Calendar, long Agencies)
{
    /// <summary>Those of a report about a day, as known at a position.</summary>
    internal static async Task<RuleVersions> At(AsOf point, ReadModels read, RulesInForce rules, CancellationToken ct)
    {
        var agencies = AgencyTable.LastChange(read, point.Position, ct);
        var (policy, calendar) = await rules.At(point.Position, point.Day, ct);
        return new(policy.Version, calendar.Name, await agencies);
    }
}

/// <summary>Opening plus movements make the closing; <see cref="AddsUp"/> says whether they do.</summary>
/// <param name="Opening">Open on the eve.</param>
/// <param name="Added">Assigned in the week.</param>
/// <param name="CountedAgain">Counted elsewhere on the eve, and here at the close.</param>
/// <param name="Reopened">Closed on the eve and open at the close.</param>
/// <param name="MovedIn">Under this heading since this week: taken over from another agency, or reclassified.</param>
/// <param name="MovedOut">Under another heading since this week.</param>
/// <param name="CompletedOnTime">Completed in the week, as verified, and on time.</param>
/// <param name="CompletedLate">Completed in the week, and late.</param>
/// <param name="CompletedUndated">Completed in the week, without a day to be judged by.</param>
/// <param name="Cancelled">Cancelled in the week.</param>
/// <param name="Superseded">Superseded in the week, and owed elsewhere.</param>
/// <param name="Restated">Counted elsewhere from this week on, because another document says the same.</param>
/// <param name="Closing">Open at the close, counted by itself.</param>
public sealed record Reconciliation(
    long Opening, long Added, long CountedAgain, long Reopened, long MovedIn, long MovedOut, long CompletedOnTime, long CompletedLate, long CompletedUndated,
    long Cancelled, long Superseded, long Restated, long Closing)
{
    public bool AddsUp =>
        Opening + Added + CountedAgain + Reopened + MovedIn - MovedOut - CompletedOnTime - CompletedLate - CompletedUndated - Cancelled - Superseded - Restated == Closing;

    /// <param name="tally">The counts under a heading.</param>
    /// <param name="movedIn">The figure that brings assignments under headings of this kind; none where they cannot move.</param>
    /// <param name="movedOut">The figure that takes them away.</param>
    public static Reconciliation Of(Tally tally, string? movedIn = null, string? movedOut = null) => new(
        tally["opening"], tally["added"], tally["countedAgain"], tally["reopened"], movedIn is null ? 0 : tally[movedIn], movedOut is null ? 0 : tally[movedOut],
        tally["completedOnTime"], tally["completedLate"], tally["completedUndated"], tally["cancelled"], tally["superseded"], tally["restated"], tally["closing"]);
}

/// <summary>Counts on both axes. Every assignment is counted once on each.</summary>
/// <param name="All">All assignments: the first denominator.</param>
/// <param name="FallenDue">Those whose last day has come: the second.</param>
/// <param name="ByLifecycle">Where the work stands.</param>
/// <param name="ByTimeliness">How it stands to its deadline; what is not owed any more under <c>cancelled</c> and <c>superseded</c>.</param>
/// <param name="OnTimeOfFallenDue">How many of what has fallen due were done on time.</param>
/// <param name="CompletedShareOfAll">Completed of all, from 0 to 1; null of none.</param>
/// <param name="OnTimeShareOfFallenDue">On time of what has fallen due, from 0 to 1; null of none.</param>
public sealed record Totals(
    long All, long FallenDue, IReadOnlyDictionary<string, long> ByLifecycle, IReadOnlyDictionary<string, long> ByTimeliness,
    long OnTimeOfFallenDue, decimal? CompletedShareOfAll, decimal? OnTimeShareOfFallenDue)
{
    public static Totals Of(Tally tally)
    {
        var (all, due, onTime) = (tally[Figures.All], tally[Figures.FallenDue], tally[Figures.OnTimeOfFallenDue]);
        return new(
            all, due,
            Figures.ByLifecycle.ToDictionary(figure => figure.Name["lifecycle-".Length..], figure => tally[figure]),
            Figures.ByTimeliness.Select(figure => KeyValuePair.Create(figure.Name["timeliness-".Length..], tally[figure]))
                .Append(new("cancelled", tally["lifecycle-cancelled"])).Append(new("superseded", tally["lifecycle-superseded"])).ToDictionary(),
            onTime, Share(tally["lifecycle-completed"], all), Share(onTime, due));
    }

    static decimal? Share(long part, long whole) => whole is 0 ? null : Math.Round((decimal)part / whole, 4);
}

public sealed record NatureTotals(TaskNature Nature, Reconciliation Reconciliation, Totals Totals);

public sealed record KeyTaskTotals(Reconciliation Reconciliation, Totals Totals);

/// <summary>One level of lead agencies; without one those that nobody registered, in history from elsewhere.</summary>
public sealed record LevelTotals(AgencyLevel? Level, Reconciliation Reconciliation, Totals Totals);

public sealed record DirectiveTotals(DirectiveId Directive, string? Number, Reconciliation Reconciliation, Totals Totals);

public sealed record AgencyTotals(AgencyId Agency, Reconciliation Reconciliation, Totals Totals);

/// <summary>What was asked, answered and said about the work.</summary>
/// <param name="ExtensionsAsked">Requests for more time in the week.</param>
/// <param name="ExtensionsGranted">Requests granted in the week, as asked or as offered.</param>
/// <param name="DifficultiesRaised">Raised in the week.</param>
/// <param name="DifficultiesOpen">Not resolved at the close.</param>
/// <param name="DifficultiesEscalated">Of those, how many wait for the competent authority.</param>
/// <param name="Urgings">Sent in the week.</param>
/// <param name="UrgingsAnswered">Answered in the week.</param>
/// <param name="UrgingsUnanswered">Sent by the close and not answered though the day for that is over.</param>
/// <param name="Criticisms">Pronounced in the week.</param>
/// <param name="Commendations">Pronounced in the week.</param>
public sealed record Supervision(
    long ExtensionsAsked, long ExtensionsGranted, long DifficultiesRaised, long DifficultiesOpen, long DifficultiesEscalated,
    long Urgings, long UrgingsAnswered, long UrgingsUnanswered, long Criticisms, long Commendations);
