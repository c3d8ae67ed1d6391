using Directives.EventSourcing.Projections;
using Npgsql;

namespace Directives.EventSourcing.Tests.Projections;

/// <summary>
/// A read model in sets, as those with volume are: one row per light, held back until a page or a rebuild completes; and
/// one row per level, to which all lights add.
/// </summary>
public static class LevelSums
{
    public static readonly Projection Projection = new("levels", 1, [new Lamps(), new Levels()]);

    sealed class Lamps : IReadModel
    {
        public string Tables => "create table lamp (id uuid not null, events bigint not null, total numeric not null)";

        public string Indexes => "create unique index lamp_id on lamp (id)";

        public IReadModelWriter Write(NpgsqlConnection connection, bool empty) => new Writer<Guid>(
            connection, recorded => recorded.Stream,
            empty
                ? "insert into lamp select * from unnest($1, $2, $3)"
                : "insert into lamp as l select * from unnest($1, $2, $3) on conflict (id) do update set events = l.events + excluded.events, total = l.total + excluded.total");
    }

    sealed class Levels : IReadModel
    {
        public string Tables => "create table level (level numeric not null, events bigint not null, total numeric not null)";

        public string Indexes => "create unique index level_level on level (level)";

        public bool AcrossStreams => true;

        public IReadModelWriter Write(NpgsqlConnection connection, bool empty) => new Writer<decimal>(
            connection, recorded => ((Dimmed)recorded.Data).Level % 7,
            empty
                ? "insert into level select * from unnest($1, $2, $3)"
                : "insert into level as l select * from unnest($1, $2, $3) on conflict (level) do update set events = l.events + excluded.events, total = l.total + excluded.total");
    }

    sealed class Writer<TKey>(NpgsqlConnection connection, Func<RecordedEvent, TKey> keyOf, string sql) : IReadModelWriter where TKey : notnull
    {
        readonly SortedDictionary<TKey, (long Events, decimal Total)> rows = [];

        public Task Apply(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
        {
            foreach (var recorded in events.Where(recorded => recorded.Data is Dimmed))
            {
                var key = keyOf(recorded);
                var (count, total) = rows.GetValueOrDefault(key);
                rows[key] = (count + 1, total + ((Dimmed)recorded.Data).Level);
            }

            return Task.CompletedTask;
        }

        public async Task Complete(CancellationToken ct)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            command.Add(rows.Keys.ToArray(), rows.Values.Select(row => row.Events).ToArray(), rows.Values.Select(row => row.Total).ToArray());
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
