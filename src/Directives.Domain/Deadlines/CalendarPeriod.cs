using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Directives.Domain.Deadlines;

public enum DatePrecision { Day, Month, Quarter, Year }

/// <summary>
/// A day, month, quarter or year, exactly as precise as a document was: <c>2025-07-31</c>, <c>2025-03</c>,
/// <c>2025-Q2</c>, <c>2025</c>. Never rounded to a day when stored.
/// </summary>
[JsonConverter(typeof(CalendarPeriodJson))]
public readonly record struct CalendarPeriod(DatePrecision Precision, DateOnly FirstDay)
{
    public DateOnly LastDay => Precision switch
    {
        DatePrecision.Day => FirstDay,
        DatePrecision.Month => FirstDay.AddMonths(1).AddDays(-1),
        DatePrecision.Quarter => FirstDay.AddMonths(3).AddDays(-1),
        _ => new(FirstDay.Year, 12, 31)
    };

    public static CalendarPeriod Day(DateOnly day) => new(DatePrecision.Day, day);

    public override string ToString() => Precision switch
    {
        DatePrecision.Day => FirstDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DatePrecision.Month => FirstDay.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        DatePrecision.Quarter => $"{FirstDay.Year:0000}-Q{(FirstDay.Month + 2) / 3}",
        _ => FirstDay.Year.ToString("0000", CultureInfo.InvariantCulture)
    };

    /// <summary>Reads the four forms above, for years 1900 to 2200, and nothing else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CalendarPeriod period)
    {
        period = default;
        if (text is null || text.Length < 4 || !text.AsSpan(0, 4).ContainsOnlyDigits() || int.Parse(text.AsSpan(0, 4), CultureInfo.InvariantCulture) is not (>= 1900 and <= 2200 and var year))
            return false;

        switch (text.Length)
        {
            case 4:
                period = new(DatePrecision.Year, new(year, 1, 1));
                return true;
            case 7 when text[4..6] == "-Q" && text[6] is >= '1' and <= '4':
                period = new(DatePrecision.Quarter, new(year, (text[6] - '1') * 3 + 1, 1));
                return true;
            case 7 when DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month):
                period = new(DatePrecision.Month, month);
                return true;
            case 10 when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day):
                period = new(DatePrecision.Day, day);
                return true;
            default:
                return false;
        }
    }
}

static class Digits
{
    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}

sealed class CalendarPeriodJson : JsonConverter<CalendarPeriod>
{
    public override CalendarPeriod Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && CalendarPeriod.TryParse(reader.GetString(), out var period)
            ? period
            : throw new UnexpectedJsonException(new(
                "Ở đây cần một ngày (2025-07-31), tháng (2025-03), quý (2025-Q2) hoặc năm (2025).",
                "A day (2025-07-31), month (2025-03), quarter (2025-Q2) or year (2025) is expected here."));

    public override void Write(Utf8JsonWriter writer, CalendarPeriod value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
