using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Directives.EventSourcing.Tests.Auditing;

/// <summary>One command with the most awkward texts and JSON that the database takes.</summary>
public sealed record RandomAppend(string Tenant, string? User, string? Correlation, string? Causation, string? Headers, string?[] Types, string?[] DotNet, string[] Data)
{
    public static Gen<RandomAppend> Any { get; } =
        from tenant in Text
        from user in Text.OrNull()
        from correlation in Text.OrNull()
        from causation in Text.OrNull()
        from headers in Json(2).OrNull()
        from n in Gen.Choose(1, 3)
        from types in Text.ArrayOf(n)
        from dotnet in Text.OrNull().ArrayOf(n)
        from data in Gen.Frequency((9, Json(4)), (1, Gen.Choose(1, 300).Select(Deep))).ArrayOf(n)
        select new RandomAppend(tenant, user, correlation, causation, headers, types, dotnet, data);

    static Gen<string> Text => Gen.Frequency(
        (6, Gen.Choose(1, 0x7f)), (2, Gen.Elements<int>('"', '\\', '\n', '\b', '\f', '\r', '\t', 0x1f, 0x7f, '/')),
        (2, Gen.Choose(0x80, 0x2fff)), (1, Gen.Choose(0x1f300, 0x1faff)), (1, Gen.Elements(0xfeff, 0xffff, 0x2028, 0x10ffff)))
        .ListOf().Select(runes => string.Concat(runes.Select(rune => new Rune(rune).ToString())));

    static Gen<string> Json(int depth) => depth == 0 ? Leaf : Gen.Frequency(
        (2, Leaf),
        (2, Json(depth - 1).ListOf().Select(items => $"[{string.Join(',', items.Take(5))}]")),
        (3, Text.Zip(Json(depth - 1)).ListOf().Select(pairs => $"{{{string.Join(" , ", pairs.Take(5).Select(pair => $"{Quoted(pair.Item1)} :{pair.Item2}"))}}}")));

    static Gen<string> Leaf => Gen.OneOf(
        Text.Select(Quoted),
        Gen.Elements("null", "true", "false", "0", "-0", "1.00", "1.0", "-0.0", "1e5", "1E-7", "12345678901234567890123456789.10", "1e300", "0.00000000000000000001", "{}", "[]", "\"\""),
        Gen.Choose(int.MinValue, int.MaxValue).Select(n => n.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Written in every way JSON allows: escaped or not, also where it need not be.</summary>
    static string Quoted(string text) => $"\"{string.Concat(text.Select((c, i) => c switch
    {
        '"' or '\\' => $"\\{c}",
        < ' ' => $"\\u{(int)c:X4}",
        '/' => "\\/",
        _ when i % 3 == 1 && !char.IsSurrogate(c) => $"\\u{(int)c:x4}",
        _ => c.ToString()
    }))}\"";

    static string Deep(int levels) => string.Concat(Enumerable.Repeat("{\"a\":[", levels)) + "1.50" + string.Concat(Enumerable.Repeat("]}", levels));
}
