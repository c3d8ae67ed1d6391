using System.Text.Json.Serialization;

namespace Directives.Domain;

/// <summary>Everything that can have happened to the policy. The records stand with their features; stored for ever, like <see cref="DirectiveEvent"/>.</summary>
[JsonDerivedType(typeof(PolicyAdopted), "policy_adopted")]
public abstract partial record PolicyEvent
{
    PolicyEvent() { }

    /// <summary>From when it holds.</summary>
    public abstract DateOnly EffectiveOn { get; init; }

    /// <param name="Version">The name of this version; never given twice.</param>
    /// <param name="EffectiveOn">From when deadlines are read by it; those entered before keep theirs.</param>
    /// <param name="BeforeIsExclusive">"Trước ngày 31/7" ends on 30/7.</param>
    /// <param name="RollDaysOff">A last day that is not worked makes room for the next working day.</param>
    /// <param name="DueSoonDays">How many days before its last day something is called due soon.</param>
    /// <param name="FollowUpAfterWorkingDays">How many working days after its assignment a task without a date is followed up.</param>
    /// <param name="Reference">The document that decides it.</param>
    public sealed record PolicyAdopted(
        string Version, DateOnly EffectiveOn, bool BeforeIsExclusive, bool RollDaysOff, int DueSoonDays, int FollowUpAfterWorkingDays, string Reference) : PolicyEvent;
}
