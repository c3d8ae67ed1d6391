using Directives.EventSourcing;
using Npgsql;

namespace Directives.Api.Webhooks;

/// <summary>Where a webhook stands.</summary>
/// <param name="Position">Everything up to it was delivered or is not wanted.</param>
/// <param name="Attempts">How often the next event was tried in vain.</param>
/// <param name="FailingSince">When that began.</param>
/// <param name="NextTry">Not before then.</param>
public sealed record WebhookProgress(long Position, int Attempts = 0, DateTimeOffset? FailingSince = null, DateTimeOffset? NextTry = null);

/// <summary>
/// How far webhooks have come, and the last deliveries of each. A schema of the program's own, like the read models': whoever
/// may read the events, as auditors and other programs do, does not read here.
/// </summary>
public sealed class WebhookTable(NpgsqlDataSource database)
{
    /// <summary>How many deliveries of a webhook are kept for its owner to look at.</summary>
    const int Kept = 1000;

    const string Tables = $"""
        select pg_advisory_xact_lock(1163087186, 9);
        create schema if not exists webhooks;
        create table if not exists webhooks.key (single bool primary key default true check (single), value bytea not null);
        create table if not exists webhooks.progress (
          webhook       uuid   primary key,
          turn          int    not null,          -- the one it was last set by
          position      bigint not null,
          attempts      int    not null default 0,
          failing_since timestamptz,
          next_try      timestamptz
        ) with (fillfactor = 50);
        create table if not exists webhooks.delivery (
          webhook      uuid        not null,
          number       bigint      generated always as identity,
          position     bigint      not null,
          type         text        not null,
          attempt      int         not null,
          at           timestamptz not null,
          milliseconds int         not null,
          outcome      text        not null,
          status       int,
          primary key (webhook, number)
        );
        """;

    /// <summary>Makes the tables where they are missing.</summary>
    public async Task Install(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = new NpgsqlCommand(Tables, connection);
        await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Where it stands, once what was decided about it since has been taken in.</summary>
    public async Task<WebhookProgress> Begin(Webhook webhook, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            insert into webhooks.progress as p (webhook, turn, position) values ($1, $2, $3)
            on conflict (webhook) do update set
              turn = $2, position = case when p.turn < $4 then $3 else p.position end, attempts = 0, failing_since = null, next_try = null
            where p.turn < $2
            """);
        command.Add(webhook.Id, webhook.Turn, webhook.Start, webhook.StartTurn);
        await command.ExecuteNonQueryAsync(ct);
        return await Find(webhook, ct);
    }

    /// <summary>Where it stands, or will begin.</summary>
    public async Task<WebhookProgress> Find(Webhook webhook, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select position, attempts, failing_since, next_try from webhooks.progress where webhook = $1 and turn >= $2");
        command.Add(webhook.Id, webhook.StartTurn);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new(row.GetInt64(0), row.GetInt32(1), Time(2), Time(3)) : new(webhook.Start);

        DateTimeOffset? Time(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
    }

    /// <summary>
    /// Moves it on and keeps what was done for it. The fence: false when it does not stand where the caller left it, because
    /// another node moved it, or somebody decided otherwise.
    /// </summary>
    public async Task<bool> Move(Webhook webhook, WebhookProgress from, WebhookProgress to, CancellationToken ct, DeliveryAttempt? attempt = null)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        if (attempt is not null)
        {
            batch.Add(
                "insert into webhooks.delivery (webhook, position, type, attempt, at, milliseconds, outcome, status) values ($1, $2, $3, $4, $5, $6, $7, $8::int)",
                webhook.Id, attempt.Position, attempt.Type, attempt.Attempt, attempt.At.UtcDateTime, attempt.Milliseconds, Names.Of(attempt.Outcome), attempt.Status);
            batch.Add("delete from webhooks.delivery where webhook = $1 and number <= (select number from webhooks.delivery where webhook = $1 order by number desc offset $2 limit 1)", webhook.Id, Kept);
        }

        batch.Add(
            "update webhooks.progress set position = $4, attempts = $5, failing_since = $6, next_try = $7 where webhook = $1 and turn = $2 and position = $3 returning 1",
            webhook.Id, webhook.Turn, from.Position, to.Position, to.Attempts, to.FailingSince?.UtcDateTime, to.NextTry?.UtcDateTime);
        return await batch.ExecuteScalarAsync(ct) is not null;
    }

    /// <summary>The last attempts, newest first, before one of them.</summary>
    public async Task<IReadOnlyList<DeliveryItem>> Deliveries(Guid webhook, long before, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select number, position, type, attempt, at, milliseconds, outcome, status from webhooks.delivery where webhook = $1 and number < $2 order by number desc limit $3");
        command.Add(webhook, before, limit);
        await using var row = await command.ExecuteReaderAsync(ct);
        var items = new List<DeliveryItem>();
        while (await row.ReadAsync(ct))
            items.Add(new(
                row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetInt32(3), row.GetFieldValue<DateTimeOffset>(4), row.GetInt32(5),
                Names.Parse<DeliveryOutcome>(row.GetString(6)), row.IsDBNull(7) ? null : row.GetInt32(7)));
        return items;
    }

    public async Task Forget(Guid webhook, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("delete from webhooks.progress where webhook = $1", webhook);
        batch.Add("delete from webhooks.delivery where webhook = $1", webhook);
        await batch.ExecuteNonQueryAsync(ct);
    }
}
