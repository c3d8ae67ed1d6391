using System.Collections.Concurrent;

namespace Directives.Api;

/// <summary>
/// The folded state of the streams this node changed last: a baseline that saves reading, never the truth. Every append
/// checks the version, and nothing is refused before what was recorded since has been read. Only what is recorded gets
/// in, so a state that fits the version is the state.
/// </summary>
public sealed class HotAggregates<TState>(int capacity)
{
    readonly ConcurrentDictionary<Guid, Hot> streams = [];
    long clock;

    public (TState State, long Version)? Find(Guid stream)
    {
        if (!streams.TryGetValue(stream, out var hot))
            return null;
        hot.Asked = Interlocked.Increment(ref clock);
        return (hot.State, hot.Version);
    }

    /// <summary>Keeps a state that has been recorded or read, unless a newer one is there already.</summary>
    public void Keep(Guid stream, TState state, long version)
    {
        var now = new Hot(state, version) { Asked = Interlocked.Increment(ref clock) };
        streams.AddOrUpdate(stream, now, (_, known) => known.Version < version ? now : known);
        if (streams.Count > capacity)
            Evict();
    }

    /// <summary>Lets the longest unasked tenth go; whoever still works on one goes on with it.</summary>
    void Evict()
    {
        if (!Monitor.TryEnter(streams))
            return;
        try
        {
            foreach (var (stream, _) in streams.OrderBy(pair => pair.Value.Asked).Take(streams.Count - capacity * 9 / 10).ToList())
                streams.TryRemove(stream, out _);
        }
        finally
        {
            Monitor.Exit(streams);
        }
    }

    sealed record Hot(TState State, long Version)
    {
        public long Asked { get; set; }
    }
}
