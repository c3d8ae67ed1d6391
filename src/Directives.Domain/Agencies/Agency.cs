using static Directives.Domain.Agencies.AgencyEvent;

namespace Directives.Domain.Agencies;

/// <summary>
/// An agency as its events tell it. Everything about it is dated: what one asks, one asks of a day. A day before it began
/// has no answers; a day after its end still has its last name, and its successor.
/// </summary>
public sealed record Agency(AgencyRegistered? Registered)
{
    public static Agency Initial { get; } = new((AgencyRegistered?)null);

    public Timeline<BilingualText> Names { get; init; } = Timeline<BilingualText>.Empty;

    public Timeline<AgencyId?> Parents { get; init; } = Timeline<AgencyId?>.Empty;

    public Timeline<string?> OfficialCodes { get; init; } = Timeline<string?>.Empty;

    /// <summary>Null where the post was vacant.</summary>
    public Timeline<Head?> Heads { get; init; } = Timeline<Head?>.Empty;

    /// <summary>Decided, though its day may lie ahead.</summary>
    public Ending? Ending { get; init; }

    public bool ExistsOn(DateOnly day) => ExistsWithin(day, day);

    /// <summary>Whether it exists on at least one of the days from one to the other.</summary>
    public bool ExistsWithin(DateOnly first, DateOnly last) => last >= Registered?.EffectiveOn && !(first >= Ending?.EffectiveOn);

    public BilingualText? NameOn(DateOnly day) => Names.On(day >= Ending?.EffectiveOn ? Ending.LastDay : day);

    public string? OfficialCodeOn(DateOnly day) => ExistsOn(day) ? OfficialCodes.On(day) : null;

    public AgencyId? ParentOn(DateOnly day) => ExistsOn(day) ? Parents.On(day) : null;

    public Head? HeadOn(DateOnly day) => ExistsOn(day) ? Heads.On(day) : null;

    /// <summary>Who took its work, on a day on which it no longer exists.</summary>
    public AgencyId? SuccessorOn(DateOnly day) => day >= Ending?.EffectiveOn ? Ending.Successor : null;

    public static Agency Evolve(Agency agency, AgencyEvent @event) => @event switch
    {
        AgencyRegistered e => agency with
        {
            Registered = e,
            Names = agency.Names.From(e.EffectiveOn, e.Name),
            Parents = agency.Parents.From(e.EffectiveOn, e.Parent),
            OfficialCodes = agency.OfficialCodes.From(e.EffectiveOn, e.OfficialCode)
        },
        AgencyRenamed e => agency with { Names = agency.Names.From(e.EffectiveOn, e.Name) },
        AgencyMoved e => agency with { Parents = agency.Parents.From(e.EffectiveOn, e.Parent) },
        OfficialCodeGiven e => agency with { OfficialCodes = agency.OfficialCodes.From(e.EffectiveOn, e.OfficialCode) },
        HeadAppointed e => agency with { Heads = agency.Heads.From(e.EffectiveOn, new(e.Person, e.Post, e.EffectiveOn, e.Authority)) },
        HeadLeft e => agency with { Heads = agency.Heads.From(e.EffectiveOn, null) },
        AgencyMerged e => agency with { Ending = new(EndingKind.Merged, e.EffectiveOn, [e.Into], e.Into, e.Authority) },
        AgencySplit e => agency with { Ending = new(EndingKind.Split, e.EffectiveOn, e.Into, e.Successor, e.Authority) },
        AgencyAbolished e => agency with { Ending = new(EndingKind.Abolished, e.EffectiveOn, [], e.Successor, e.Authority) },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not folded.")
    };
}

/// <summary>Who heads an agency, and since when.</summary>
public sealed record Head(string Person, BilingualText Post, DateOnly Since, string? Authority = null);

/// <summary>How an agency ends.</summary>
/// <param name="How">What becomes of it.</param>
/// <param name="EffectiveOn">The first day without it.</param>
/// <param name="Into">What it is merged or split into.</param>
/// <param name="Successor">Who takes its open work.</param>
/// <param name="Authority">The document that says so.</param>
public sealed record Ending(EndingKind How, DateOnly EffectiveOn, IReadOnlyList<AgencyId> Into, AgencyId? Successor, string Authority)
{
    public DateOnly LastDay => EffectiveOn.AddDays(-1);
}

public enum EndingKind { Merged, Split, Abolished }
