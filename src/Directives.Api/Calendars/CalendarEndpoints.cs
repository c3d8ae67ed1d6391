using Directives.Domain;
using Directives.Domain.Calendars;
using Directives.EventSourcing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Calendars;

public static class CalendarEndpoints
{
    /// <summary>So many working days are some eight years.</summary>
    internal const int MostDays = 2000;

    public static Guid Stream { get; } = StableId.Of("calendar:vn");

    public static void MapCalendars(this IEndpointRouteBuilder routes)
    {
        var vietnam = routes.MapGroup("/calendars/vn").WithTags("Calendars");

        vietnam.MapGet("/", Get).WithSummary("Vietnam's holidays and swapped working days, year by year, with their sources: now or at a version.");
        vietnam.MapPost("/years", Adopt).WithSummary("Adopts the holidays and swapped working days of a year, in place of those before.");
        vietnam.MapGet("/working-days", Count).WithSummary("How many working days lie between two days, or which day is so many working days away.");
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Adopt(AdoptYearBody body, Write write, CalendarDecider calendars, HttpResponse response, CancellationToken ct)
    {
        var command = new AdoptCalendarYear(body.Year, body.Holidays, body.Swaps ?? [], body.Reference, body.EffectiveOn, body.Note) { Today = write.Today };
        var outcome = await calendars.Handle(Stream, command, write, ct);
        return outcome.ToResult(Stream, "/calendars/vn", response);
    }

    static async Task<Results<Ok<CalendarView>, ProblemHttpResult>> Get(long? atVersion, CalendarDecider calendars, HttpResponse response, CancellationToken ct)
    {
        var (calendar, problem) = await At(atVersion, calendars, ct);
        if (problem is not null)
            return problem;

        EntityTag.Set(response, calendar.Version);
        return TypedResults.Ok(CalendarView.Of(calendar));
    }

    static async Task<Results<Ok<WorkingDaysView>, ProblemHttpResult>> Count(
        QueryDay from, QueryDay? to, int? add, long? atVersion, CalendarDecider calendars, CancellationToken ct)
    {
        if (to is null == add is null)
            return CountingRefusals.EitherOr.ToProblem();
        if (add is < -MostDays or > MostDays)
            return CountingRefusals.TooManyDays.ToProblem();
        var (calendar, problem) = await At(atVersion, calendars, ct);
        if (problem is not null)
            return problem;

        var last = add is { } days ? calendar.AddWorkingDays(from.Value, days) : to!.Value.Value;
        return TypedResults.Ok(new WorkingDaysView(
            calendar.Name, from.Value, last, calendar.WorkingDaysBetween(from.Value, last), calendar.IsWorkingDay(last), !calendar.Complete(from.Value, last)));
    }

    static async Task<(WorkingCalendar Calendar, ProblemHttpResult? Problem)> At(long? version, CalendarDecider calendars, CancellationToken ct)
    {
        if (version < 0)
            return (WorkingCalendar.Empty, CountingRefusals.VersionsBeginAtZero.ToProblem());
        var (calendar, stands) = await calendars.Load(Stream, ct, version ?? long.MaxValue);
        return (calendar, version > stands ? CountingRefusals.VersionNotReached(stands).ToProblem() : null);
    }
}

public static class CountingRefusals
{
    public static HttpRefusal EitherOr { get; } = new(400, "bad-request", new("Nêu ngày cuối hoặc số ngày làm việc cần cộng, không nêu cả hai.", "Name either the last day or how many working days to add."), "to");
    public static HttpRefusal TooManyDays { get; } = new(400, "bad-request", new($"Cộng hoặc trừ nhiều nhất {CalendarEndpoints.MostDays} ngày làm việc.", $"At most {CalendarEndpoints.MostDays} working days are added or taken away."), "add");
    public static HttpRefusal VersionsBeginAtZero { get; } = new(400, "bad-request", new("Phiên bản lịch được đánh số từ 0, là lịch có sẵn trong chương trình.", "Versions begin at 0, the calendar the program comes with."), "atVersion");

    public static Refusal VersionNotReached(long version) =>
        new(RefusalKind.Invalid, "calendar-version-not-reached", new($"Lịch làm việc mới ở phiên bản {version}.", $"The calendar stands at version {version}."), "atVersion");
}

/// <param name="Year">The year.</param>
/// <param name="Holidays">All its holidays, also those that fall on a weekend.</param>
/// <param name="Reference">The document that decides it.</param>
/// <param name="Swaps">Its swapped working days.</param>
/// <param name="EffectiveOn">From when it counts; today if left out.</param>
/// <param name="Note">What is not certain about it.</param>
public sealed record AdoptYearBody(
    int Year, IReadOnlyList<DayOff> Holidays, string Reference, IReadOnlyList<DaySwap>? Swaps = null, DateOnly? EffectiveOn = null, BilingualText? Note = null);

/// <param name="Version">What computations name it by.</param>
/// <param name="Years">The years that are known. In others only holidays on fixed days are, and what is computed from them is provisional.</param>
public sealed record CalendarView(string Version, IReadOnlyList<CalendarYearView> Years)
{
    public static CalendarView Of(WorkingCalendar calendar) => new(calendar.Name, [.. calendar.Years.Values.Select(year => new CalendarYearView(
        year.Adopted.Year, WorkingCalendar.NameOf(year.Version), year.Adopted.EffectiveOn, year.Adopted.Reference, year.Adopted.Note,
        [.. year.Adopted.Holidays.OrderBy(holiday => holiday.Day)], [.. year.Adopted.Swaps.OrderBy(swap => swap.GivenOff)]))]);
}

/// <param name="Year">The year.</param>
/// <param name="Since">The version of the calendar that has it like this since; <c>vn-0</c> came with the program.</param>
/// <param name="EffectiveOn">From when it counts.</param>
/// <param name="Reference">The documents that decide it.</param>
/// <param name="Note">What is not certain about it.</param>
/// <param name="Holidays">Its holidays, in order.</param>
/// <param name="Swaps">Its swapped working days, in order.</param>
public sealed record CalendarYearView(
    int Year, string Since, DateOnly EffectiveOn, string Reference, BilingualText? Note, IReadOnlyList<DayOff> Holidays, IReadOnlyList<DaySwap> Swaps);

/// <param name="Calendar">The version of the calendar that was counted in.</param>
/// <param name="From">The day counting starts after.</param>
/// <param name="To">The last day that counts.</param>
/// <param name="WorkingDays">The working days after the one up to and including the other; negative when the other comes first.</param>
/// <param name="ToIsWorkingDay">Whether the last day is worked.</param>
/// <param name="Provisional">Between them lies a year whose holidays nobody has adopted yet.</param>
public sealed record WorkingDaysView(string Calendar, DateOnly From, DateOnly To, int WorkingDays, bool ToIsWorkingDay, bool Provisional);
