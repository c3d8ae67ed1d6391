using Directives.Api.Agencies;
using Directives.Domain;
using Directives.Domain.Deadlines;
using Directives.Domain.Reporting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Deadlines;

public static class PolicyEndpoints
{
    public static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        var policies = routes.MapGroup("/policies").WithTags("Deadlines");

        policies.MapGet("/", Get).WithSummary("Every version of the policy deadlines are read by, the one in force on a day, and the reporting weeks.");
        policies.MapPost("/", Adopt).WithSummary("Adopts a new version of the policy. Deadlines entered before keep theirs.");
        policies.MapPost("/reporting-weeks", SetWeek).WithSummary("Sets on which day a body's reporting weeks start.");
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Adopt(AdoptPolicyBody body, Write write, PolicyDecider policies, HttpResponse response, CancellationToken ct)
    {
        var command = new AdoptPolicy(
            body.Version, body.EffectiveOn ?? write.Today, body.BeforeIsExclusive, body.RollDaysOff, body.DueSoonDays, body.FollowUpAfterWorkingDays, body.Reference);
        var outcome = await policies.Handle(RulesInForce.PolicyStream, command, write, ct);
        return outcome.ToResult(RulesInForce.PolicyStream, "/policies", response);
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> SetWeek(
        SetReportingWeekBody body, Write write, PolicyDecider policies, AgencyRegister register, HttpResponse response, CancellationToken ct)
    {
        var absent = await register.Absent([body.Body], body.EffectiveOn, "/body", ct);

        var command = new SetReportingWeek(body.Body, body.Start, body.EffectiveOn, body.Reference);
        var outcome = absent is null ? await policies.Handle(RulesInForce.PolicyStream, command, write, ct) : await policies.Refuse(RulesInForce.PolicyStream, absent, write, ct);
        return outcome.ToResult(RulesInForce.PolicyStream, "/policies", response);
    }

    static async Task<Ok<PolicyList>> Get(QueryDay? on, PolicyDecider policies, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        var (known, version) = await policies.Load(RulesInForce.PolicyStream, ct);
        EntityTag.Set(response, version);
        return TypedResults.Ok(PolicyList.Of(known, on?.Value ?? Vietnam.DateAt(clock.GetUtcNow())));
    }
}

/// <param name="Version">A name for this version that was never given before: <c>2026-1</c>.</param>
/// <param name="Reference">The document that decides it.</param>
/// <param name="BeforeIsExclusive">"Trước ngày 31/7" ends on 30/7.</param>
/// <param name="RollDaysOff">A last day that is not worked makes room for the next working day.</param>
/// <param name="DueSoonDays">0 to 60: how many days before its last day something is called due soon.</param>
/// <param name="FollowUpAfterWorkingDays">1 to 250: after how many working days a task without a date is followed up.</param>
/// <param name="EffectiveOn">From when; today if left out. It may be ahead.</param>
public sealed record AdoptPolicyBody(
    string Version, string Reference, bool BeforeIsExclusive = true, bool RollDaysOff = false, int DueSoonDays = 3, int FollowUpAfterWorkingDays = 30, DateOnly? EffectiveOn = null);

/// <param name="Body">The agency's code.</param>
/// <param name="Start">The day of the week on which its reporting weeks start.</param>
/// <param name="EffectiveOn">The first day of the first such week.</param>
/// <param name="Reference">The document that decides it.</param>
public sealed record SetReportingWeekBody(AgencyId Body, DayOfWeek Start, DateOnly EffectiveOn, string Reference);

/// <param name="On">The day in question.</param>
/// <param name="InForce">The version in force on it.</param>
/// <param name="Versions">All of them, the built-in one first, then by the day they take effect.</param>
/// <param name="ReportingWeeks">Where weeks do not start on a Friday, since when and why.</param>
public sealed record PolicyList(DateOnly On, string InForce, IReadOnlyList<PolicyView> Versions, IReadOnlyList<ReportingWeekView> ReportingWeeks)
{
    public static PolicyList Of(Policies policies, DateOnly on) => new(
        on, policies.InForce(on).Version,
        [PolicyView.Of(DeadlinePolicy.BuiltIn), .. policies.Adopted.Select(adopted => PolicyView.Of(policies.InForce(adopted.EffectiveOn), adopted))],
        [.. policies.Weeks.OrderBy(weeks => weeks.Key.Value, StringComparer.Ordinal).SelectMany(weeks => weeks.Value)
            .Select(week => new ReportingWeekView(week.Body, week.Start, week.EffectiveOn, week.Reference))]);
}

/// <param name="Version">Its name.</param>
/// <param name="EffectiveOn">From when it is in force; none for the built-in one, which is from the beginning.</param>
/// <param name="BeforeIsExclusive">"Trước ngày 31/7" ends on 30/7.</param>
/// <param name="RollDaysOff">A last day that is not worked makes room for the next working day.</param>
/// <param name="DueSoonDays">How many days before its last day something is called due soon.</param>
/// <param name="FollowUpAfterWorkingDays">After how many working days a task without a date is followed up.</param>
/// <param name="Reference">The document that decides it; none for the built-in one.</param>
public sealed record PolicyView(
    string Version, DateOnly? EffectiveOn, bool BeforeIsExclusive, bool RollDaysOff, int DueSoonDays, int FollowUpAfterWorkingDays, string? Reference)
{
    public static PolicyView Of(DeadlinePolicy policy, PolicyEvent.PolicyAdopted? adopted = null) => new(
        policy.Version, adopted?.EffectiveOn, policy.BeforeIsExclusive, policy.RollDaysOff, policy.DueSoonDays, policy.FollowUpAfterWorkingDays, adopted?.Reference);
}

public sealed record ReportingWeekView(AgencyId Body, DayOfWeek Start, DateOnly EffectiveOn, string Reference);
