using System.Text.Json.Serialization;

namespace Directives.Domain.Calendars;

/// <summary>Everything that can have happened to a calendar. Stored for ever, like <see cref="DirectiveEvent"/>.</summary>
[JsonDerivedType(typeof(CalendarYearAdopted), "calendar_year_adopted")]
public abstract record CalendarEvent
{
    CalendarEvent() { }

    /// <summary>The holidays and swapped days of one year. Adopted again, they take the place of those before.</summary>
    /// <param name="Year">The year.</param>
    /// <param name="Holidays">Its holidays, also those that fall on a day off of the week.</param>
    /// <param name="Swaps">Its swapped working days.</param>
    /// <param name="Reference">The document that decides it.</param>
    /// <param name="EffectiveOn">From when it counts.</param>
    /// <param name="Note">What is not certain about it.</param>
    public sealed record CalendarYearAdopted(
        int Year, IReadOnlyList<DayOff> Holidays, IReadOnlyList<DaySwap> Swaps, string Reference, DateOnly EffectiveOn, BilingualText? Note = null) : CalendarEvent;
}

/// <summary>A day nobody works because it is a holiday, or in lieu of one.</summary>
/// <param name="Day">The day.</param>
/// <param name="Name">Which holiday it is.</param>
/// <param name="Source">Where it is written.</param>
/// <param name="LunarDate">Its date in the lunar calendar, for holidays that follow it: <c>mùng 1 tháng Giêng</c>.</param>
public sealed record DayOff(DateOnly Day, BilingualText Name, string Source, string? LunarDate = null);

/// <summary>A working day exchanged for a day off of the week (hoán đổi ngày làm việc), to join a holiday to a weekend.</summary>
/// <param name="GivenOff">The working day that is not worked, Monday to Friday.</param>
/// <param name="WorkedInstead">The Saturday or Sunday that is; it may lie in the year before or after.</param>
/// <param name="Decision">The document that decides it.</param>
/// <param name="Source">Where the document was read or reported.</param>
public sealed record DaySwap(DateOnly GivenOff, DateOnly WorkedInstead, string Decision, string Source);
