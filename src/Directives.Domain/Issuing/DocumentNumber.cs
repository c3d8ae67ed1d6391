using System.Text;
using System.Text.Json.Serialization;

namespace Directives.Domain.Issuing;

/// <summary>
/// A document's number and symbol: <see cref="Printed"/> as on the paper, <see cref="Normalised"/> for finding it
/// whichever way somebody wrote it (TƯ for TW, leading zeros, spaces, long dashes, decomposed letters, lower case).
/// </summary>
public sealed record DocumentNumber
{
    [JsonConstructor]
    public DocumentNumber(string printed, string normalised) => (Printed, Normalised) = (printed, normalised);

    public DocumentNumber(string printed) : this(printed, Normalise(printed)) { }

    public string Printed { get; }

    public string Normalised { get; }

    /// <summary>The form under which two spellings of one number are equal.</summary>
    public static string Normalise(string printed)
    {
        var text = new StringBuilder();
        foreach (var letter in printed.Normalize(NormalizationForm.FormC).ToUpperInvariant())
            if (letter is '–' or '—' or '‑' or '−')
                text.Append('-');
            else if (!char.IsWhiteSpace(letter))
                text.Append(letter);

        var parts = text.ToString().Replace("TƯ", "TW", StringComparison.Ordinal).Split('/');
        return string.Join('/', parts.Select(part => part.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : part));
    }
}
