using Directives.Domain.Issuing;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Npgsql;

namespace Directives.Api.Access;

/// <summary>
/// Rows on their way to somebody who may be shown something secret. Of which secret directives they are is found by whatever ids of
/// directives and assignments stand in them, so that no list can forget to say.
/// </summary>
sealed class SecretRows(SecretReading reading, NpgsqlDataSource database, ProjectionRunner runner)
{
    readonly HashSet<Guid> named = [];
    int[]? columns;

    public void Add(NpgsqlDataReader row)
    {
        columns ??= [.. Enumerable.Range(0, row.FieldCount).Where(column => row.GetFieldType(column) == typeof(Guid))];
        foreach (var column in columns)
            if (!row.IsDBNull(column))
                named.Add(row.GetGuid(column));
    }

    /// <summary>Before anybody gets them.</summary>
    public async Task Note(CancellationToken ct)
    {
        if (named.Count == 0)
            return;
        var secret = new List<(Guid, SecrecyLevel)>();
        await using (var command = database.CreateCommand(
            $"""
            with secret as (select id, secrecy from {runner.Projection.Schema}.directive where secrecy <> 'none')
            select id, secrecy from secret where id = any($1)
            union select s.id, s.secrecy from secret s join {runner.Projection.Schema}.assignment a on a.directive_id = s.id where a.id = any($1)
            """))
        {
            command.Add((object)named.ToArray());
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
                secret.Add((row.GetGuid(0), Names.Parse<SecrecyLevel>(row.GetString(1))));
        }

        named.Clear();
        await reading.Note(secret, runner.Position.Current, ct);
    }
}
