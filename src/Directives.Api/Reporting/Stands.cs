using System.Collections.Concurrent;
using Directives.Api.Assigning;

namespace Directives.Api.Reporting;

/// <summary>All stands that assignments were ever seen in. What one is follows from its number, so each is read once.</summary>
public sealed class Stands(ReadModels read)
{
    readonly ConcurrentDictionary<long, Stand> known = new();

    internal async Task<IReadOnlyList<(long Id, Stand Stand)>> All(CancellationToken ct)
    {
        var ids = await read.Rows("select id from stand", row => row.GetInt64(0), ct);
        var unknown = ids.Where(id => !known.ContainsKey(id)).ToArray();
        if (unknown.Length > 0)
            foreach (var (id, stand) in await read.Rows($"select {Stand.Columns} from stand where id = any($1)", row => (row.GetInt64(0), Stand.Read(row)), ct, unknown))
                known[id] = stand;
        return [.. ids.Select(id => (id, known[id]))];
    }
}
