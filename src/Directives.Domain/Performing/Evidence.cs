using System.Text.RegularExpressions;

namespace Directives.Domain.Performing;

/// <summary>Something that shows work was done. Its own date is not the day it was handed in.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Document">Its number and symbol, if it is a document.</param>
/// <param name="DatedOn">The date on it.</param>
/// <param name="Sha256">The digest of the file, 64 lower-case hexadecimal digits.</param>
public sealed partial record Evidence(string Title, string? Document = null, DateOnly? DatedOn = null, string? Sha256 = null)
{
    internal Refusal? Check(string field, DateOnly today) =>
        Text.Check(Title, $"{field}/title", 500)
        ?? Text.CheckOptional(Document, $"{field}/document", 64)
        ?? (DatedOn > today ? PerformingRefusals.EvidenceFromTheFuture with { Field = $"{field}/datedOn" } : null)
        ?? (Sha256 is not null && !Digest().IsMatch(Sha256) ? PerformingRefusals.NotADigest with { Field = $"{field}/sha256" } : null);

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Digest();
}
