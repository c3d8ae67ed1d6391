using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Directives.EventSourcing.Disclosures;

/// <summary>
/// Keeps who was shown what of that which not everybody may see, for ever and durably: <see cref="Add"/> returns when it is written.
/// Whoever shows nothing before that shows nothing that is not in here. Safe to use from many threads and on many nodes.
/// </summary>
public sealed class DisclosureLog(NpgsqlDataSource database)
{
    /// <summary>Writes down what somebody is about to be shown.</summary>
    /// <param name="by">To whom, and on whose behalf.</param>
    /// <param name="operation">By what.</param>
    /// <param name="shown">The streams, and how far from public each is; no stream for figures.</param>
    /// <param name="position">What was recorded up to here may be shown.</param>
    /// <param name="ct">Gives up; then nothing may be shown.</param>
    public async Task Add(EventMetadata by, string operation, IReadOnlyCollection<(Guid? Subject, string Level)> shown, long position, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            insert into es.disclosure (user_name, correlation_id, headers, operation, subject, level, position)
            select $1, $2, $3, $4, subject, level, $7 from unnest($5::uuid[], $6::text[]) shown (subject, level)
            """);
        command.Add(by.Actor, by.CorrelationId);
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(by.Headers), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Add(operation, shown.Select(one => one.Subject).ToArray(), shown.Select(one => one.Level).ToArray(), position);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>What was shown, newest first.</summary>
    public async Task<IReadOnlyList<Disclosure>> Read(DisclosureFilter filter, long before, int most, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            select id, at, user_name, correlation_id, headers, operation, level, subject, position from es.disclosure
            where id < $1 and level = any($2) and ($3::uuid is null or subject = $3) and ($4::jsonb is null or headers @> $4)
              and ($5::timestamptz is null or at >= $5) and ($6::timestamptz is null or at < $6)
            order by id desc limit $7
            """);
        command.Add(before, filter.Levels.ToArray(), filter.Subject);
        command.Parameters.Add(new() { Value = filter.Headers is null ? DBNull.Value : JsonSerializer.Serialize(filter.Headers), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Add(filter.From?.UtcDateTime, filter.To?.UtcDateTime, most);
        await using var row = await command.ExecuteReaderAsync(ct);
        var found = new List<Disclosure>();
        while (await row.ReadAsync(ct))
            found.Add(new(
                row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1),
                new(row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3)) { Headers = JsonSerializer.Deserialize<SortedDictionary<string, string>>(row.GetString(4))! },
                row.GetString(5), row.GetString(6), row.IsDBNull(7) ? null : row.GetGuid(7), row.GetInt64(8)));
        return found;
    }
}

/// <summary>Something that somebody was shown.</summary>
/// <param name="Id">Rises with time.</param>
/// <param name="At">When it was written down, just before.</param>
/// <param name="By">To whom, and on whose behalf.</param>
/// <param name="Operation">By what.</param>
/// <param name="Level">How far from public it was.</param>
/// <param name="Subject">The stream; null when it was counted in figures only.</param>
/// <param name="Position">What was recorded up to here may have been shown.</param>
public sealed record Disclosure(long Id, DateTimeOffset At, EventMetadata By, string Operation, string Level, Guid? Subject, long Position);

/// <summary>Which; every part but the levels left out allows all.</summary>
/// <param name="Levels">Only these.</param>
/// <param name="Subject">Of one stream.</param>
/// <param name="Headers">With these headers.</param>
/// <param name="From">From an instant on.</param>
/// <param name="To">Before an instant.</param>
public sealed record DisclosureFilter(IReadOnlyList<string> Levels, Guid? Subject = null, IReadOnlyDictionary<string, string>? Headers = null, DateTimeOffset? From = null, DateTimeOffset? To = null);
