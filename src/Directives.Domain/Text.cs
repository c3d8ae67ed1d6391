using System.Globalization;
using System.Text;

namespace Directives.Domain;

/// <summary>Checks on what people write. A text is kept exactly as it came.</summary>
public static class Text
{
    public static Refusal? Check(string? text, string field, int atMost = 4000) =>
        !SaysSomething(text) ? TextRefusals.Required with { Field = field }
        : text!.Length > atMost ? TextRefusals.TooLong(atMost) with { Field = field }
        : null;

    public static Refusal? CheckOptional(string? text, string field, int atMost = 4000) => text is null ? null : Check(text, field, atMost);

    public static Refusal? Check(BilingualText text, string field, int atMost = 1000) =>
        Check(text.Vi, $"{field}/vi", atMost) ?? CheckOptional(text.En, $"{field}/en", atMost);

    /// <summary>Has at least one letter, digit, punctuation mark or symbol that can be seen.</summary>
    public static bool SaysSomething(string? text)
    {
        foreach (var rune in (text ?? "").EnumerateRunes())
            if (IsSeen(rune))
                return true;
        return false;
    }

    /// <summary>Spaces, joiners, direction marks and lone accents are not seen, nor are the fillers that Unicode calls letters and symbols.</summary>
    static bool IsSeen(Rune rune) =>
        (Rune.IsLetterOrDigit(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber)
        && rune.Value is not (0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0 or 0x1D159);
}

public static class TextRefusals
{
    public static Refusal Required { get; } = new(RefusalKind.Invalid, "text-required", new("Nội dung này không được để trống.", "This text must say something."));

    public static Refusal TooLong(int atMost) =>
        new(RefusalKind.Invalid, "text-too-long", new($"Nội dung này không được quá {atMost} ký tự.", $"This text may have at most {atMost} characters."));
}
