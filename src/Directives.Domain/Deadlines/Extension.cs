namespace Directives.Domain.Deadlines;

/// <summary>What a lead has asked for.</summary>
/// <param name="To">The last compliant day it wants.</param>
/// <param name="AskedOn">The day it asked.</param>
/// <param name="Offered">The day it was offered instead, if it was.</param>
public sealed record ExtensionRequest(DateOnly To, DateOnly AskedOn, DateOnly? Offered = null);

/// <summary>What was granted.</summary>
/// <param name="To">The last compliant day.</param>
/// <param name="Number">Which one it is, from 1.</param>
/// <param name="StopsBefore">How often the task's clock had stood still by then; only later stops move the day.</param>
public sealed record Extension(DateOnly To, int Number, int StopsBefore);
