using System.Globalization;
using System.Text.RegularExpressions;

namespace Directives.Api;

/// <summary>A day in a path or query: 2025-07-31 and no other form, between <see cref="FirstYear"/> and <see cref="LastYear"/>.</summary>
public readonly record struct QueryDay(DateOnly Value)
{
    /// <summary>Days outside these years are slips of the pen, and some would overflow the calendar.</summary>
    public const int FirstYear = 1900, LastYear = 2200;

    public static bool TryParse(string? text, out QueryDay day)
    {
        var read = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value);
        day = new(value);
        return read && value.Year is >= FirstYear and <= LastYear;
    }
}

/// <summary>An instant in a query: RFC 3339 with its offset, so that nobody has to guess a zone.</summary>
public readonly partial record struct QueryInstant(DateTimeOffset Value)
{
    public static bool TryParse(string? text, out QueryInstant instant)
    {
        var value = default(DateTimeOffset);
        var read = text is not null && Form().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);
        instant = new(value.ToUniversalTime());
        return read && value.Year is >= QueryDay.FirstYear and <= QueryDay.LastYear;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)\z")]
    private static partial Regex Form();
}

/// <summary>An enum in a query: named as everywhere in the API, never numbered.</summary>
public readonly record struct Choice<TEnum>(TEnum Value) where TEnum : struct, Enum
{
    static readonly Dictionary<string, TEnum> Values = Enum.GetValues<TEnum>().ToDictionary(Names.Of);

    public override string ToString() => Names.Of(Value);

    public static bool TryParse(string? text, out Choice<TEnum> choice)
    {
        var known = Values.TryGetValue(text ?? "", out var value);
        choice = new(value);
        return known;
    }
}
