using System.Text;
using System.Text.Json.Serialization;

namespace Directives.Domain.Issuing;

/// <summary>
/// A document's number and symbol: <see cref="Printed"/> as on the paper, <see cref="Normalised"/> for finding it
/// whichever way somebody wrote it (TƯ for TW, leading zeros, spaces, long dashes, decomposed letters, lower case).
/// </summary>
public sealed record DocumentNumber
{
    /// <summary>
    /// The letters of the alphabet that some keyboards send in two parts (tones do not occur in a symbol). Composed here
    /// because the runtime's own normalisation does nothing under invariant globalisation.
    /// </summary>
    static readonly (string Parts, string Letter)[] Composed =
        [("A\u0306", "Ă"), ("A\u0302", "Â"), ("E\u0302", "Ê"), ("O\u0302", "Ô"), ("O\u031B", "Ơ"), ("U\u031B", "Ư")];

    [JsonConstructor]
    public DocumentNumber(string printed, string normalised) => (Printed, Normalised) = (printed, normalised);

    public DocumentNumber(string printed) : this(printed, Normalise(printed)) { }

    public string Printed { get; }

    public string Normalised { get; }

    /// <summary>The form under which two spellings of one number are equal.</summary>
    public static string Normalise(string printed)
    {
        var text = new StringBuilder();
        foreach (var letter in printed.ToUpperInvariant())
            if (letter is '–' or '—' or '‐' or '‑' or '−')
                text.Append('-');
            else if (!char.IsWhiteSpace(letter))
                text.Append(letter);

        foreach (var (twoParts, letter) in Composed)
            text.Replace(twoParts, letter);

        var parts = text.Replace("TƯ", "TW").ToString().Split('/');
        return string.Join('/', parts.Select(part => part.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : part));
    }
}
