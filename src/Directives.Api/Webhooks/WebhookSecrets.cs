using System.Security.Cryptography;
using System.Text;
using Directives.EventSourcing;
using Npgsql;

namespace Directives.Api.Webhooks;

/// <summary>
/// The secrets requests are signed with. None is stored: each follows from one key, the webhook and how many it has had before.
/// So neither the log nor a backup of it holds one, and a repeated request can be given its first answer. The key is the
/// setting <c>Webhooks:Key</c> (base64, 32 bytes or more); without it one is made, and kept where only the program reads.
/// </summary>
public sealed class WebhookSecrets(NpgsqlDataSource database, IConfiguration configuration)
{
    /// <summary>Tells a secret for signatures from others (Standard Webhooks).</summary>
    public const string Prefix = "whsec_";

    volatile byte[]? known = Configured(configuration["Webhooks:Key"]);

    /// <summary>A secret as the receiver is told it.</summary>
    public async Task<string> Told(Guid webhook, int generation, CancellationToken ct) => Prefix + Convert.ToBase64String(await Of(webhook, generation, ct));

    /// <summary>The header that shows who sent a message and that nobody changed it; with both secrets while the one before still counts.</summary>
    public async Task<string> Sign(Webhook webhook, string id, long timestamp, ReadOnlyMemory<byte> body, DateTimeOffset now, CancellationToken ct)
    {
        var newest = Signature(await Of(webhook.Id, webhook.Generation, ct));
        return now < webhook.PreviousUntil ? $"{newest} {Signature(await Of(webhook.Id, webhook.Generation - 1, ct))}" : newest;

        string Signature(byte[] secret)
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
            hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
            hmac.AppendData(body.Span);
            return $"v1,{Convert.ToBase64String(hmac.GetHashAndReset())}";
        }
    }

    async Task<byte[]> Of(Guid webhook, int generation, CancellationToken ct) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, known ??= await Kept(ct), 32, info: Encoding.UTF8.GetBytes($"webhook:{webhook}:{generation}"));

    async Task<byte[]> Kept(CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            with made as (insert into webhooks.key (value) values ($1) on conflict do nothing returning value)
            select value from made union all select value from webhooks.key
            """);
        command.Add(RandomNumberGenerator.GetBytes(32));
        return (byte[])(await command.ExecuteScalarAsync(ct))!;
    }

    static byte[]? Configured(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length >= 32
            ? key[..length]
            : throw new InvalidOperationException("Webhooks:Key is to be 32 bytes or more in base64.");
    }
}
