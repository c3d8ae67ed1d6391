namespace Directives.Domain.Issuing;

/// <summary>How kinds of documents are written in numbers and in front of them.</summary>
public static class DirectiveTypes
{
    /// <summary>Symbol, name and what it may be. What a meeting concluded is published as a conclusion or a notice.</summary>
    static readonly (string Symbol, string Name, DirectiveType[] Types)[] Written =
    [
        ("NQ", "Nghị quyết", [DirectiveType.Resolution]),
        ("CT", "Chỉ thị", [DirectiveType.PartyDirective]),
        ("KL", "Kết luận", [DirectiveType.Conclusion, DirectiveType.MeetingConclusion]),
        ("KH", "Kế hoạch", [DirectiveType.Plan]),
        ("CTR", "Chương trình", [DirectiveType.Programme]),
        ("ĐA", "Đề án", [DirectiveType.Scheme]),
        ("TB", "Thông báo", [DirectiveType.Notice, DirectiveType.MeetingConclusion]),
        ("QC", "Quy chế", [DirectiveType.Regulation]),
        ("QĐ", "Quy định", [DirectiveType.Regulation]),
        ("QĐ", "Quyết định", [DirectiveType.Decision]),
        ("HD", "Hướng dẫn", [DirectiveType.Guidance]),
        ("CV", "Công văn", [DirectiveType.OfficialLetter]),
        ("CĐ", "Công điện", [DirectiveType.Telegram])
    ];

    static readonly ILookup<string, DirectiveType> BySymbol =
        Written.SelectMany(written => written.Types, (written, type) => (written.Symbol, type)).ToLookup(pair => pair.Symbol, pair => pair.type);

    static readonly ILookup<string, DirectiveType> ByName = Written
        .SelectMany(written => written.Types, (written, type) => (Name: VietnameseText.WithoutTones(written.Name).Replace(" ", ""), type))
        .ToLookup(pair => pair.Name, pair => pair.type);

    /// <summary>What a symbol such as <c>KL</c> may stand for; nothing if it is not known.</summary>
    public static IReadOnlyList<DirectiveType> OfSymbol(string symbol) => [.. BySymbol[symbol]];

    /// <summary>The name a text without tones and spaces begins with, and what it may mean: <c>KÊTLUÂN</c>.</summary>
    public static (string Name, IReadOnlyList<DirectiveType> Types) NamedBy(string text) =>
        ByName.FirstOrDefault(names => text.StartsWith(names.Key, StringComparison.Ordinal)) is { } found ? (found.Key, [.. found]) : ("", []);
}
