namespace Directives.Domain;

/// <summary>A text in Vietnamese, and in English where somebody translated it.</summary>
public sealed record BilingualText(string Vi, string? En = null);
