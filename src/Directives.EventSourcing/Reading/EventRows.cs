using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Npgsql;

namespace Directives.EventSourcing.Reading;

/// <summary>Turns rows of the log into events, doing no more than a follower of the whole log needs.</summary>
static class EventRows
{
    public const string Select =
        "select seq_id, stream_id, version, id, type, data, timestamp, user_name, correlation_id, causation_id, headers from es.mt_events";

    /// <summary>The event of the current row; one that cannot be read carries the reason as its data.</summary>
    public static RecordedEvent Event(this NpgsqlDataReader row, EventTypes types)
    {
        var (position, name) = (row.GetInt64(0), row.GetString(4));
        return new(
            position, row.GetGuid(1), row.GetInt64(2), row.GetGuid(3), name, Data(),
            new(row.GetString(7), Text(8), Text(9)) { Headers = new StoredHeaders(row.GetString(10)) },
            new(row.GetDateTime(6)));

        object Data()
        {
            try
            {
                return types.Read(name, row.GetFieldValue<byte[]>(5));
            }
            catch (Exception e) when (e is not OutOfMemoryException and not NpgsqlException)
            {
                return new UnreadableEventException(position, name, e);
            }
        }

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }

    /// <summary>Few look at the headers, so they stay text until somebody does; and most are those of many events.</summary>
    sealed class StoredHeaders(string json) : IReadOnlyDictionary<string, string>
    {
        const int MostKept = 4096;

        static readonly ConcurrentDictionary<string, SortedDictionary<string, string>> Known = [];

        SortedDictionary<string, string>? parsed;

        SortedDictionary<string, string> Headers => parsed ??= Known.TryGetValue(json, out var known) ? known : Parsed();

        SortedDictionary<string, string> Parsed()
        {
            var headers = JsonSerializer.Deserialize<SortedDictionary<string, string>>(json)!;
            return Known.Count < MostKept ? Known.GetOrAdd(json, headers) : headers;
        }

        public string this[string key] => Headers[key];

        public IEnumerable<string> Keys => Headers.Keys;

        public IEnumerable<string> Values => Headers.Values;

        public int Count => Headers.Count;

        public bool ContainsKey(string key) => Headers.ContainsKey(key);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => Headers.TryGetValue(key, out value);

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => Headers.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
