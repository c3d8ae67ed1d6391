namespace Directives.Domain.Agencies;

/// <summary>
/// Everything one can ask of an agency. Without a day it is meant for today; a day may lie ahead, by a year at most:
/// see <see cref="AgencyDecisions"/>.
/// </summary>
public abstract record AgencyCommand
{
    private protected AgencyCommand() { }

    public abstract AgencyId Agency { get; init; }

    public abstract DateOnly? EffectiveOn { get; init; }

    /// <summary>The day it is in Vietnam where the command arrives.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The first day on which it is to be so.</summary>
    public DateOnly Day => EffectiveOn ?? Today;
}

public sealed record RegisterAgency(
    AgencyId Agency, BilingualText Name, AgencyKind Kind, AgencyLevel Level, DateOnly? EffectiveOn, AgencyId? Parent, string? OfficialCode = null) : AgencyCommand;

public sealed record RenameAgency(AgencyId Agency, BilingualText Name, string Authority, DateOnly? EffectiveOn) : AgencyCommand;

/// <summary>Puts an agency below another one, or below none. Whoever asks has looked up that the parent exists on that day, and not below this one.</summary>
public sealed record MoveAgency(AgencyId Agency, AgencyId? Parent, string Authority, DateOnly? EffectiveOn) : AgencyCommand;

public sealed record GiveOfficialCode(AgencyId Agency, string OfficialCode, DateOnly? EffectiveOn, string? Authority) : AgencyCommand;

public sealed record AppointHead(AgencyId Agency, string Person, BilingualText Post, DateOnly? EffectiveOn, string? Authority) : AgencyCommand;

/// <summary>Ends a head's time in post; the day is the first one without.</summary>
public sealed record RecordHeadLeft(AgencyId Agency, string Person, DateOnly? EffectiveOn) : AgencyCommand;

/// <summary>Ends an agency by merging it into another one, which exists on that day: whoever asks has looked it up.</summary>
public sealed record MergeAgency(AgencyId Agency, AgencyId Into, string Authority, DateOnly? EffectiveOn) : AgencyCommand;

/// <summary>Ends an agency by splitting it into others, which exist on that day; one of them takes the open work.</summary>
public sealed record SplitAgency(AgencyId Agency, IReadOnlyList<AgencyId> Into, AgencyId Successor, string Authority, DateOnly? EffectiveOn) : AgencyCommand;

/// <summary>Ends an agency; a successor, if there is one, takes the open work.</summary>
public sealed record AbolishAgency(AgencyId Agency, AgencyId? Successor, string Authority, DateOnly? EffectiveOn) : AgencyCommand;
