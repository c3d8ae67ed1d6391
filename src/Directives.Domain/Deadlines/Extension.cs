namespace Directives.Domain.Deadlines;

/// <summary>What a lead has asked for.</summary>
/// <param name="To">The last compliant day it wants.</param>
/// <param name="AskedOn">The day it asked.</param>
/// <param name="Offered">The day it was offered instead, if it was.</param>
/// <param name="OfferedOn">The day of that offer.</param>
public sealed record ExtensionRequest(DateOnly To, DateOnly AskedOn, DateOnly? Offered = null, DateOnly? OfferedOn = null)
{
    /// <summary>The last word on it. The next one cannot be earlier.</summary>
    public DateOnly LastWordOn() => OfferedOn ?? AskedOn;
}

/// <summary>What was granted.</summary>
/// <param name="To">The last compliant day.</param>
/// <param name="Number">Which one it is, from 1.</param>
/// <param name="StopsBefore">How often the task's clock had stood still by then; only later stops move the day.</param>
/// <param name="GrantedOn">The day of the decision.</param>
public sealed record Extension(DateOnly To, int Number, int StopsBefore, DateOnly GrantedOn)
{
    /// <summary>Gia hạn nhiều lần: it is marked from the third one on.</summary>
    public static bool IsRepeated(int number) => number >= 3;
}
