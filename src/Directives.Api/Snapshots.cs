using System.Collections.Concurrent;
using System.IO.Compression;
using Directives.EventSourcing;

namespace Directives.Api;

/// <summary>
/// Snapshots of one kind of aggregate: when to write one, and how. Written in the background after every twentieth of a
/// stream's length, so a cold load folds at most that part of it.
/// </summary>
/// <param name="store">Where they lie.</param>
/// <param name="schema">The rules that fold the state; a snapshot of other rules is never used.</param>
/// <param name="write">The state as bytes.</param>
/// <param name="read">The state again.</param>
/// <param name="logger">Hears of snapshots that could not be written or read; nothing depends on them.</param>
public sealed class Snapshots<TState>(SnapshotStore store, string schema, Action<TState, Stream> write, Func<Stream, TState> read, ILogger logger)
{
    bool writes = true;

    /// <summary>Shorter streams are read whole.</summary>
    const long Long = 1000;

    readonly ConcurrentDictionary<Guid, long> written = [];

    /// <summary>The same ones, for states that are only thought of and must never be kept.</summary>
    public Snapshots<TState> OnlyRead() => new(store, schema, write, read, logger) { writes = false };

    public async Task<(TState State, long Version)?> Find(Guid stream, CancellationToken ct)
    {
        if (await store.Find(stream, schema, ct) is not var (data, version))
            return null;
        try
        {
            await using var plain = new BrotliStream(new MemoryStream(data), CompressionMode.Decompress);
            var state = read(plain);
            written[stream] = version;
            return (state, version);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.LogWarning(e, "The snapshot of {Stream} cannot be read; its events are", stream);
            return null;
        }
    }

    /// <summary>Writes one in the background if it is time.</summary>
    public void Consider(Guid stream, TState state, long version)
    {
        if (version < Long || !writes)
            return;
        var last = written.GetOrAdd(stream, 0);
        if (version - last >= Math.Max(Long, version / 20) && written.TryUpdate(stream, version, last))
            _ = Task.Run(() => Save(stream, state, version));
    }

    async Task Save(Guid stream, TState state, long version)
    {
        try
        {
            var data = new MemoryStream();
            await using (var compressed = new BrotliStream(data, CompressionLevel.Fastest))
                write(state, compressed);
            await store.Save(stream, schema, version, data.ToArray(), default);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.LogWarning(e, "No snapshot of {Stream} at version {Version} was written", stream, version);
        }
    }
}
