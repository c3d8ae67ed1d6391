using Directives.Domain;
using Directives.Domain.Agencies;

namespace Directives.Api.Agencies;

/// <param name="Code">2 to 40 lower-case letters, digits and dashes. It never changes.</param>
/// <param name="Name">In Vietnamese, and in English if there is such a name.</param>
/// <param name="Kind">What kind of body it is.</param>
/// <param name="Level">At which level it stands; no district exists after 30 June 2025.</param>
/// <param name="EffectiveOn">From when it exists, at most a year ahead; today if left out.</param>
/// <param name="Parent">The code of the body above it, which exists on that day.</param>
/// <param name="OfficialCode">Its electronic identifier (mã định danh điện tử), such as <c>H37.DN.001</c>.</param>
public sealed record RegisterAgencyBody(
    AgencyId Code, BilingualText Name, AgencyKind Kind, AgencyLevel Level, DateOnly? EffectiveOn = null, AgencyId? Parent = null, string? OfficialCode = null);

/// <param name="Name">What it is called from then on.</param>
/// <param name="Authority">The document that says so.</param>
/// <param name="EffectiveOn">The first day of the new name, at most a year ahead; today if left out.</param>
public sealed record RenameBody(BilingualText Name, string Authority, DateOnly? EffectiveOn = null);

/// <param name="Authority">The document that says so.</param>
/// <param name="Parent">The code of the body above it from then on; none if left out.</param>
/// <param name="EffectiveOn">The first day below it, at most a year ahead; today if left out.</param>
public sealed record MoveBody(string Authority, AgencyId? Parent = null, DateOnly? EffectiveOn = null);

/// <param name="OfficialCode">Its electronic identifier from then on.</param>
/// <param name="EffectiveOn">The first day of it, at most a year ahead; today if left out.</param>
/// <param name="Authority">The document that says so.</param>
public sealed record GiveCodeBody(string OfficialCode, DateOnly? EffectiveOn = null, string? Authority = null);

/// <param name="Person">Who heads it from then on.</param>
/// <param name="Post">As what, such as <c>Bộ trưởng</c>.</param>
/// <param name="EffectiveOn">The first day in post, at most a year ahead; today if left out.</param>
/// <param name="Authority">The document that says so.</param>
public sealed record AppointBody(string Person, BilingualText Post, DateOnly? EffectiveOn = null, string? Authority = null);

/// <param name="Person">Who headed it.</param>
/// <param name="EffectiveOn">The first day no longer in post, at most a year ahead; today if left out.</param>
public sealed record LeaveBody(string Person, DateOnly? EffectiveOn = null);

/// <param name="Into">The code of the agency that goes on; it exists on that day.</param>
/// <param name="Authority">The document that says so.</param>
/// <param name="EffectiveOn">The first day without the agency, at most a year ahead; today if left out.</param>
public sealed record MergeBody(AgencyId Into, string Authority, DateOnly? EffectiveOn = null);

/// <param name="Into">The codes of the agencies that take its place; they exist on that day.</param>
/// <param name="Successor">The one among them that takes the open work.</param>
/// <param name="Authority">The document that says so.</param>
/// <param name="EffectiveOn">The first day without the agency, at most a year ahead; today if left out.</param>
public sealed record SplitBody(IReadOnlyList<AgencyId> Into, AgencyId Successor, string Authority, DateOnly? EffectiveOn = null);

/// <param name="Authority">The document that says so.</param>
/// <param name="Successor">The code of who takes the open work; it exists on that day. Left out, <c>/assignments?leftBehind=true</c> shows that work until others get it.</param>
/// <param name="EffectiveOn">The first day without the agency, at most a year ahead; today if left out.</param>
public sealed record AbolishBody(string Authority, AgencyId? Successor = null, DateOnly? EffectiveOn = null);
