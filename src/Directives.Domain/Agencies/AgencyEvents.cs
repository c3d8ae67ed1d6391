using System.Text.Json.Serialization;

namespace Directives.Domain.Agencies;

/// <summary>
/// Everything that can have happened to an agency. Stored for ever, like <see cref="DirectiveEvent"/>. Decisions about
/// agencies are often taken before they take effect, so a day may lie ahead of the day it was recorded on.
/// </summary>
[JsonDerivedType(typeof(AgencyRegistered), "agency_registered")]
[JsonDerivedType(typeof(AgencyRenamed), "agency_renamed")]
[JsonDerivedType(typeof(AgencyMoved), "agency_moved")]
[JsonDerivedType(typeof(OfficialCodeGiven), "official_code_given")]
[JsonDerivedType(typeof(HeadAppointed), "head_appointed")]
[JsonDerivedType(typeof(HeadLeft), "head_left")]
[JsonDerivedType(typeof(AgencyMerged), "agency_merged")]
[JsonDerivedType(typeof(AgencySplit), "agency_split")]
[JsonDerivedType(typeof(AgencyAbolished), "agency_abolished")]
public abstract record AgencyEvent
{
    AgencyEvent() { }

    /// <summary>Whose stream it is on.</summary>
    public abstract AgencyId Agency { get; init; }

    /// <summary>The first day on which it is so: of an agency that was abolished, the day after its last.</summary>
    public abstract DateOnly EffectiveOn { get; init; }

    /// <param name="Agency">Its code.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Kind">What kind of body it is.</param>
    /// <param name="Level">At which level it stands.</param>
    /// <param name="EffectiveOn">From when it exists.</param>
    /// <param name="Parent">The body above it.</param>
    /// <param name="OfficialCode">Its electronic identifier (mã định danh điện tử): <c>H37.DN.001</c>.</param>
    public sealed record AgencyRegistered(
        AgencyId Agency, BilingualText Name, AgencyKind Kind, AgencyLevel Level, DateOnly EffectiveOn, AgencyId? Parent = null, string? OfficialCode = null) : AgencyEvent;

    /// <param name="Agency">The agency; its code stays.</param>
    /// <param name="Name">What it is called from then on.</param>
    /// <param name="Authority">The document that says so.</param>
    /// <param name="EffectiveOn">The first day of the new name.</param>
    public sealed record AgencyRenamed(AgencyId Agency, BilingualText Name, string Authority, DateOnly EffectiveOn) : AgencyEvent;

    /// <param name="Agency">The agency.</param>
    /// <param name="Parent">The body above it from then on; none if it stands alone.</param>
    /// <param name="Authority">The document that says so.</param>
    /// <param name="EffectiveOn">The first day under the new one.</param>
    public sealed record AgencyMoved(AgencyId Agency, AgencyId? Parent, string Authority, DateOnly EffectiveOn) : AgencyEvent;

    /// <param name="Agency">The agency.</param>
    /// <param name="OfficialCode">Its electronic identifier from then on.</param>
    /// <param name="EffectiveOn">The first day of the new one.</param>
    /// <param name="Authority">The document that says so.</param>
    public sealed record OfficialCodeGiven(AgencyId Agency, string OfficialCode, DateOnly EffectiveOn, string? Authority = null) : AgencyEvent;

    /// <param name="Agency">The agency.</param>
    /// <param name="Person">Who heads it (người đứng đầu).</param>
    /// <param name="Post">As what.</param>
    /// <param name="EffectiveOn">The first day in post.</param>
    /// <param name="Authority">The document that says so.</param>
    public sealed record HeadAppointed(AgencyId Agency, string Person, BilingualText Post, DateOnly EffectiveOn, string? Authority = null) : AgencyEvent;

    /// <param name="Agency">The agency.</param>
    /// <param name="Person">Who headed it.</param>
    /// <param name="EffectiveOn">The first day no longer in post.</param>
    public sealed record HeadLeft(AgencyId Agency, string Person, DateOnly EffectiveOn) : AgencyEvent;

    /// <param name="Agency">The agency that ends (sáp nhập, hợp nhất); each that ends has this on its own stream.</param>
    /// <param name="Into">The one that goes on, and takes the open work.</param>
    /// <param name="Authority">The document that says so.</param>
    /// <param name="EffectiveOn">The first day without it.</param>
    public sealed record AgencyMerged(AgencyId Agency, AgencyId Into, string Authority, DateOnly EffectiveOn) : AgencyEvent;

    /// <param name="Agency">The agency that ends (chia).</param>
    /// <param name="Into">The agencies that take its place.</param>
    /// <param name="Successor">The one among them that takes the open work.</param>
    /// <param name="Authority">The document that says so.</param>
    /// <param name="EffectiveOn">The first day without it.</param>
    public sealed record AgencySplit(AgencyId Agency, IReadOnlyList<AgencyId> Into, AgencyId Successor, string Authority, DateOnly EffectiveOn) : AgencyEvent;

    /// <param name="Agency">The agency that ends (giải thể, kết thúc hoạt động).</param>
    /// <param name="Successor">Who takes the open work; none if nobody does.</param>
    /// <param name="Authority">The document that says so.</param>
    /// <param name="EffectiveOn">The first day without it.</param>
    public sealed record AgencyAbolished(AgencyId Agency, AgencyId? Successor, string Authority, DateOnly EffectiveOn) : AgencyEvent;
}
