namespace Directives.Api;

/// <summary>Checks on what stands in a path or query.</summary>
public static class Query
{
    /// <summary>Days outside these years are slips of the pen, and some would overflow the calendar.</summary>
    public const int FirstYear = 1900, LastYear = 2200;

    public static void Plausible(DateOnly? day, string name)
    {
        if (day is { Year: < FirstYear or > LastYear })
            throw new BadRequestException("bad-request", $"A day between {FirstYear} and {LastYear} is expected here.", name);
    }
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
