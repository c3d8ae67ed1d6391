using Directives.Domain.Reporting;
using static Directives.Domain.PolicyEvent;

namespace Directives.Domain.Deadlines;

/// <summary>Everything one can ask of the policy.</summary>
public abstract record PolicyCommand
{
    private protected PolicyCommand() { }
}

/// <summary>Adopts a new version of the policy, in force from a day on; the day may be ahead.</summary>
public sealed record AdoptPolicy(
    string Version, DateOnly EffectiveOn, bool BeforeIsExclusive, bool RollDaysOff, int DueSoonDays, int FollowUpAfterWorkingDays, string Reference) : PolicyCommand;

public static class PolicyDecisions
{
    public static Decision<PolicyEvent> Decide(Policies policies, PolicyCommand command) => command switch
    {
        AdoptPolicy c => Adopt(policies, c),
        SetReportingWeek c => ReportingDecisions.SetWeek(policies, c),

        _ => throw new InvalidOperationException($"No rule answers {command.GetType().Name}.")
    };

    static Decision<PolicyEvent> Adopt(Policies policies, AdoptPolicy c)
    {
        if (c.Version == DeadlinePolicy.Current || policies.Adopted.Exists(adopted => adopted.Version == c.Version))
            return PolicyRefusals.VersionTaken;
        if (policies.Adopted is [.., var last] && c.EffectiveOn <= last.EffectiveOn)
            return PolicyRefusals.NotAfterLast(last.EffectiveOn);
        if ((Text.Check(c.Version, "/version", 40)
            ?? (c.DueSoonDays is < 0 or > 60 ? PolicyRefusals.DueSoonOutOfRange : null)
            ?? (c.FollowUpAfterWorkingDays is < 1 or > 250 ? PolicyRefusals.FollowUpOutOfRange : null)
            ?? Text.Check(c.Reference, "/reference", 500)) is { } refusal)
            return refusal;

        return new PolicyAdopted(c.Version, c.EffectiveOn, c.BeforeIsExclusive, c.RollDaysOff, c.DueSoonDays, c.FollowUpAfterWorkingDays, c.Reference);
    }
}

public static class PolicyRefusals
{
    public static Refusal VersionTaken { get; } = new(RefusalKind.Conflict, "policy-version-taken", new("Đã có phiên bản quy tắc thời hạn mang tên này.", "There is a version of the policy with this name."), "/version");
    public static Refusal DueSoonOutOfRange { get; } = new(RefusalKind.Invalid, "policy-due-soon-out-of-range", new("Số ngày báo sắp quá hạn nằm trong khoảng từ 0 đến 60.", "Something is called due soon 0 to 60 days before its last day."), "/dueSoonDays");
    public static Refusal FollowUpOutOfRange { get; } = new(RefusalKind.Invalid, "policy-follow-up-out-of-range", new("Nhiệm vụ không hạn được hỏi lại sau 1 đến 250 ngày làm việc.", "A task without a date is followed up after 1 to 250 working days."), "/followUpAfterWorkingDays");

    public static Refusal NotAfterLast(DateOnly last) =>
        new(RefusalKind.Conflict, "policy-not-after-last", new($"Phiên bản mới phải có hiệu lực sau ngày {last:yyyy-MM-dd}, ngày phiên bản trước có hiệu lực.", $"A new version takes effect after {last:yyyy-MM-dd}, when the last one does."), "/effectiveOn");
}
