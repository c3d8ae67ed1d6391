using Npgsql;
using NpgsqlTypes;

namespace Directives.Api.Assigning;

/// <summary>How rows are written to the table of assignments: many new ones at once, or in the place of those that they follow.</summary>
static class AssignmentColumns
{
    static readonly Column[] columns =
    [
        Of("id", NpgsqlDbType.Uuid, row => row.Assigned.Id),
        Of("directive_id", NpgsqlDbType.Uuid, row => row.Assigned.Directive),
        Of("task_id", NpgsqlDbType.Uuid, row => row.Assigned.Task),
        Of("assigned_on", NpgsqlDbType.Date, row => row.Assigned.On),
        Of("assigned_at", NpgsqlDbType.Bigint, row => row.Assigned.At),
        Of("known_from", NpgsqlDbType.Bigint, row => row.KnownFrom),
        Of("effective_from", NpgsqlDbType.Date, row => row.EffectiveFrom),
        Of("effective_to", NpgsqlDbType.Date, row => row.EffectiveTo),
        Of("version", NpgsqlDbType.Bigint, row => row.Version),
        Of("last_event_on", NpgsqlDbType.Date, row => row.LastEventOn),
        Of("lead", NpgsqlDbType.Text, row => row.Lead),
        new ListColumn<string>("coordinating", NpgsqlDbType.Text, row => row.Coordinating, agency => $"\"{agency}\""),
        Of("head", NpgsqlDbType.Text, row => row.Head),
        Of("lifecycle", NpgsqlDbType.Text, row => Names.Of(row.Lifecycle)),
        Of("work", NpgsqlDbType.Text, row => Names.Of(row.Work)),
        Of("otherwise", NpgsqlDbType.Text, row => Names.Of(row.Otherwise)),
        Of("ended", NpgsqlDbType.Text, row => row.Ended is { } ended ? Names.Of(ended) : null),
        Of("claimed_on", NpgsqlDbType.Date, row => row.ClaimedOn),
        Of("told_on", NpgsqlDbType.Date, row => row.ToldOn),
        Of("done_on", NpgsqlDbType.Date, row => row.DoneOn),
        Of("percent", NpgsqlDbType.Integer, row => row.Percent),
        Of("percent_on", NpgsqlDbType.Date, row => row.PercentOn),
        Of("nature", NpgsqlDbType.Text, row => row.Task.Nature),
        Of("key_task", NpgsqlDbType.Boolean, row => row.Task.KeyTask),
        Of("restated", NpgsqlDbType.Boolean, row => row.Task.Restated),
        Of("deadline_phrase", NpgsqlDbType.Text, row => row.Task.Deadline?.Phrase),
        Of("deadline_kind", NpgsqlDbType.Text, row => row.Task.Deadline?.Kind),
        Of("deadline_period", NpgsqlDbType.Text, row => row.Task.Deadline?.Period),
        Of("deadline_bound", NpgsqlDbType.Text, row => row.Task.Deadline?.Bound),
        Of("stated_last_day", NpgsqlDbType.Date, row => row.Task.Deadline?.LastDay),
        Of("due_soon_days", NpgsqlDbType.Integer, row => row.Task.Deadline?.DueSoonDays),
        Of("extended_to", NpgsqlDbType.Date, row => row.ExtendedTo),
        Of("extensions", NpgsqlDbType.Integer, row => row.Extensions),
        Of("stopped_before", NpgsqlDbType.Integer, row => row.StoppedBefore),
        new ListColumn<DateOnly>("stops", NpgsqlDbType.Date, row => ClockStops.Written(row.Stops), day => $"{day:yyyy-MM-dd}"),
        Of("stopped_since", NpgsqlDbType.Date, row => row.StoppedSince),
        Of("last_day", NpgsqlDbType.Date, row => row.LastDay)
    ];

    static readonly string copy = $"copy assignment ({string.Join(", ", columns.Select(column => column.Name))}, known_to) from stdin (format binary)";

    static readonly string replace = $"""
        update assignment_held a set {string.Join(", ", columns.Select(column => $"{column.Name} = next.{column.Name}{column.Cast}"))}
        from unnest({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))}) next ({string.Join(", ", columns.Select(column => column.Name))})
        where a.id = next.id and a.effective_from = next.effective_from
        """;

    /// <summary>Rows, and until which position they were or are believed.</summary>
    public static async Task Copy(NpgsqlConnection connection, IEnumerable<(AssignmentRow Row, long KnownTo)> rows, CancellationToken ct)
    {
        if (!rows.Any())
            return;
        await using var to = await connection.BeginBinaryImportAsync(copy, ct);
        foreach (var (row, knownTo) in rows)
        {
            await to.StartRowAsync(ct);
            foreach (var column in columns)
                await column.Copy(to, row, ct);
            await to.WriteAsync(knownTo, NpgsqlDbType.Bigint, ct);
        }

        await to.CompleteAsync(ct);
    }

    /// <summary>Rows, each in the place of what was believed of its assignment from the same day on.</summary>
    public static async Task Replace(NpgsqlConnection connection, IReadOnlyList<AssignmentRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;
        await using var command = new NpgsqlCommand(replace, connection);
        foreach (var column in columns)
            command.Parameters.Add(column.Of(rows));
        await command.ExecuteNonQueryAsync(ct);
    }

    static ValueColumn<T> Of<T>(string name, NpgsqlDbType type, Func<AssignmentRow, T> value) => new(name, type, value);

    /// <param name="Name">In the table.</param>
    /// <param name="Cast">From what a list of its values holds.</param>
    abstract record Column(string Name, string Cast)
    {
        public abstract Task Copy(NpgsqlBinaryImporter to, AssignmentRow row, CancellationToken ct);

        public abstract NpgsqlParameter Of(IReadOnlyList<AssignmentRow> rows);

        protected static NpgsqlParameter<T[]> ListOf<T>(IReadOnlyList<AssignmentRow> rows, NpgsqlDbType type, Func<AssignmentRow, T> value) =>
            new() { TypedValue = [.. rows.Select(value)], NpgsqlDbType = NpgsqlDbType.Array | type };
    }

    sealed record ValueColumn<T>(string Name, NpgsqlDbType Type, Func<AssignmentRow, T> Value) : Column(Name, "")
    {
        public override Task Copy(NpgsqlBinaryImporter to, AssignmentRow row, CancellationToken ct) => to.WriteAsync(Value(row), Type, ct);

        public override NpgsqlParameter Of(IReadOnlyList<AssignmentRow> rows) => ListOf(rows, Type, Value);
    }

    /// <summary>A list of lists would be taken apart to the last item, so there each list is its text.</summary>
    sealed record ListColumn<T>(string Name, NpgsqlDbType Type, Func<AssignmentRow, T[]?> Value, Func<T, string> Text) : Column(Name, $"::{Type}[]")
    {
        public override Task Copy(NpgsqlBinaryImporter to, AssignmentRow row, CancellationToken ct) => to.WriteAsync(Value(row), NpgsqlDbType.Array | Type, ct);

        public override NpgsqlParameter Of(IReadOnlyList<AssignmentRow> rows) =>
            ListOf(rows, NpgsqlDbType.Text, row => Value(row) is { } items ? $"{{{string.Join(',', items.Select(Text))}}}" : null);
    }
}
