using Directives.Api.Performing;

namespace Directives.Api;

/// <summary>The digest of a body, as a client announces it and as it is told (RFC 9530): <c>Content-Digest: sha-256=:…:</c>, base64 between the colons.</summary>
public static class ContentDigest
{
    /// <summary>A SHA-256 in hexadecimal, as a header says it.</summary>
    public static string Of(string sha256) => $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(sha256))}:";

    /// <summary>The SHA-256 that was announced; null when none was. Digests by other algorithms may stand beside it and are not looked at.</summary>
    public static byte[]? Sha256Of(string? header)
    {
        foreach (var member in header?.Split(',', StringSplitOptions.TrimEntries) ?? [])
            if (member.StartsWith("sha-256=", StringComparison.Ordinal))
            {
                var digest = new byte[32];
                return member["sha-256=".Length..] is [':', .. var base64, ':'] && Convert.TryFromBase64String(base64, digest, out var length) && length == digest.Length
                    ? digest
                    : throw new BadRequestException(FileRefusals.DigestMalformed);
            }

        return null;
    }
}
