using System.Text.RegularExpressions;

namespace Directives.Domain.Issuing;

public enum NumberForm
{
    /// <summary><c>Kết luận số 174</c>.</summary>
    Bare,

    /// <summary><c>174-KL/TW</c>.</summary>
    Party,

    /// <summary><c>42/2014/QĐ-TTg</c>.</summary>
    StateLegal,

    /// <summary><c>1642/QĐ-TTg</c>; letters print the body and its department, <c>8011/BTC-NSNN</c>.</summary>
    StateAdministrative,

    /// <summary><c>202/2025/QH15</c>.</summary>
    Assembly
}

/// <summary>A document's number taken apart. Many real numbers fit no form; they are numbers all the same.</summary>
/// <param name="Form">How it is built.</param>
/// <param name="Number">The running number, without leading zeros.</param>
/// <param name="Year">The year, where the form has one.</param>
/// <param name="Symbol">The kind of document: <c>KL</c>.</param>
/// <param name="Body">Who issued it: <c>TW</c>.</param>
/// <param name="Types">What kinds of document it can be by its symbol, or by the words in front; none if these say nothing.</param>
public sealed partial record NumberParts(NumberForm Form, string Number, int? Year, string? Symbol, string? Body, IReadOnlyList<DirectiveType> Types)
{
    /// <summary>Null for what fits no form.</summary>
    public static NumberParts? Of(string text)
    {
        var (words, number) = Split(text);
        if (Grammar().Match(number) is not { Success: true } match)
            return null;

        var (form, symbol) = (FormOf(match), Group("type"));
        IReadOnlyList<DirectiveType> types = symbol is null ? [] : DirectiveTypes.OfSymbol(symbol);
        if (form is NumberForm.StateAdministrative && types is not [])
            types = [.. types, DirectiveType.OfficialLetter]; // of a tax department, which is CT as a directive is
        return new(
            form, Group("no")!, Group("year") is { } year ? int.Parse(year, System.Globalization.CultureInfo.InvariantCulture) : null, symbol, Group("body"),
            types is [] ? words : types);

        string? Group(string name) => match.Groups[name] is { Success: true } group ? group.Value : null;
    }

    /// <summary>Whether a document of this kind can have it.</summary>
    public bool Fits(DirectiveType type) => Types is [] || Types.Contains(type);

    /// <summary>What the words in front say, and the number by itself in the form under which spellings are equal.</summary>
    internal static (IReadOnlyList<DirectiveType> Types, string Number) Split(string text)
    {
        var all = VietnameseText.WithoutTones(text).Replace(" ", "").Replace("TƯ", "TW");
        var (name, types) = DirectiveTypes.NamedBy(all);
        var behind = InFront().Replace(all[name.Length..], "");
        if (behind is "" || !char.IsAsciiDigit(behind[0]))
            (behind, types) = (all, []);
        return (types, string.Join('/', behind.Split('/').Select(part => part.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : part)));
    }

    static NumberForm FormOf(Match match) => match switch
    {
        _ when match.Groups["assembly"].Success => NumberForm.Assembly,
        _ when match.Groups["party"].Success => NumberForm.Party,
        _ when match.Groups["year"].Success => NumberForm.StateLegal,
        _ when match.Groups["type"].Success => NumberForm.StateAdministrative,
        _ => NumberForm.Bare
    };

    [GeneratedRegex(
        """
        ^(?<no>[1-9]\d{0,8})
        ( (?<party> -(?<type>\p{Lu}+)/(?<body>[\p{Lu}\d][\p{Lu}\d.-]*) )
        | (?<assembly> /(?<year>\d{4})/(?<body>(QH|UBTVQH)\d+) )
        | (/(?<year>\d{4}))?/(?<type>\p{Lu}+)-(?<body>[\p{Lu}\d][\p{Lu}\d.&-]*)
        )?\z
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Grammar();

    [GeneratedRegex("^SÔ[:.]?|^:")]
    private static partial Regex InFront();
}
