using System.Text.RegularExpressions;

namespace Directives.Domain.Performing;

/// <summary>Something that shows work was done. Its own date is not the day it was handed in.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Document">Its number and symbol, if it is a document.</param>
/// <param name="DatedOn">The date on it.</param>
/// <param name="Sha256">The digest of the file, 64 lower-case hexadecimal digits. The file may be kept here or elsewhere.</param>
/// <param name="MediaType">What kind of file it is: <c>application/pdf</c>.</param>
/// <param name="ReceivedOn">The day it was handed in; the decision says so, nobody else.</param>
public sealed partial record Evidence(
    string Title, string? Document = null, DateOnly? DatedOn = null, string? Sha256 = null, string? MediaType = null, DateOnly? ReceivedOn = null)
{
    internal Refusal? Check(string field, DateOnly today) =>
        Text.Check(Title, $"{field}/title", 500)
        ?? Text.CheckOptional(Document, $"{field}/document", 64)
        ?? (DatedOn > today ? PerformingRefusals.EvidenceFromTheFuture with { Field = $"{field}/datedOn" } : null)
        ?? (Sha256 is not null && !Digest().IsMatch(Sha256) ? PerformingRefusals.NotADigest with { Field = $"{field}/sha256" } : null)
        ?? (MediaType is not null && !TypeAndSubtype().IsMatch(MediaType) ? PerformingRefusals.NotAMediaType with { Field = $"{field}/mediaType" } : null);

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Digest();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,99}\z")]
    private static partial Regex TypeAndSubtype();
}

/// <summary>A piece of evidence handed in, and whether it still shows anything.</summary>
public sealed record SubmittedEvidence(DirectiveEvent.EvidenceSubmitted Submitted)
{
    public DirectiveEvent.EvidenceWithdrawn? Withdrawn { get; init; }
}
