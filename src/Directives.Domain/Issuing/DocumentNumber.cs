using System.Text.Json.Serialization;

namespace Directives.Domain.Issuing;

/// <summary>
/// A document's number and symbol: <see cref="Printed"/> as on the paper, <see cref="Normalised"/> for finding it
/// whichever way somebody wrote it (TƯ for TW, leading zeros, spaces, long dashes, letters in parts, lower case, "Kết luận
/// số" in front).
/// </summary>
public sealed record DocumentNumber
{
    [JsonConstructor]
    public DocumentNumber(string printed, string normalised) => (Printed, Normalised) = (printed, normalised);

    public DocumentNumber(string printed) : this(printed, Normalise(printed)) { }

    public string Printed { get; }

    public string Normalised { get; }

    /// <summary>The form under which two spellings of one number are equal. Stored, and a directive's id follows from it: it must not change.</summary>
    public static string Normalise(string printed) => NumberParts.Split(printed).Number;
}
