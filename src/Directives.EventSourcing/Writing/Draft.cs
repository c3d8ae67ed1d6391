namespace Directives.EventSourcing.Writing;

/// <summary>
/// The log as it would be after appends that are only thought of. Whoever decides on what is read here, and appends here,
/// sees the consequences without writing anything; then all of it is written, or some, or none. Each append names the one
/// before it on its stream, so none is ever written on anything but what it was decided on. One caller at a time.
/// </summary>
public sealed class Draft(IStreams recorded) : IStreams
{
    readonly Dictionary<Guid, Drafted> drafts = [];
    readonly List<Append> appends = [];

    /// <summary>What was appended, in order, ready for <see cref="EventStore"/>.</summary>
    public IReadOnlyList<Append> Appends => appends;

    /// <summary>Appends in thought: a conflict is told, a repeated key only when it is written.</summary>
    public AppendResult Append(Append append)
    {
        var known = drafts.GetValueOrDefault(append.Stream);
        if (known is not null && append.Expected is { } expected && expected != known.Version)
            return new(AppendStatus.Conflict, known.Version);
        if (known is null)
            drafts.Add(append.Stream, known = new(append.Expected ?? throw new ArgumentException("The first append to a stream says which version it expects.", nameof(append)), append.StreamType));

        var next = append with { Expected = known.Version, After = known.LastId ?? append.After };
        foreach (var data in append.Events)
            known.Events.Add(new(0, append.Stream, known.Version + 1, Guid.Empty, "", data, append.Metadata, default));
        known.LastId = next.LastId;
        appends.Add(next);
        return new(AppendStatus.Appended, known.Version, 0, append.Events.Count);
    }

    public async Task<IReadOnlyList<RecordedEvent>> ReadStream(Guid stream, CancellationToken ct, long after = 0, long upTo = long.MaxValue, DateTimeOffset? knownAt = null)
    {
        if (!drafts.TryGetValue(stream, out var drafted))
            return await recorded.ReadStream(stream, ct, after, upTo, knownAt);
        IReadOnlyList<RecordedEvent> before = after < drafted.Base ? await recorded.ReadStream(stream, ct, after, Math.Min(upTo, drafted.Base), knownAt) : [];
        var (from, to) = (Math.Max(0, after - drafted.Base), Math.Clamp(upTo - drafted.Base, 0, drafted.Events.Count));
        return from < to ? [.. before, .. drafted.Events.GetRange((int)from, (int)(to - from))] : before;
    }

    public async Task<IReadOnlyDictionary<Guid, long>> Versions(IReadOnlyList<Guid> streams, CancellationToken ct, string? streamType = null)
    {
        var versions = new Dictionary<Guid, long>(await recorded.Versions([.. streams.Where(id => !drafts.ContainsKey(id))], ct, streamType));
        foreach (var id in streams)
            if (drafts.TryGetValue(id, out var drafted) && (streamType is null || drafted.Type == streamType))
                versions[id] = drafted.Version;
        return versions;
    }

    public Task<AppendResult?> Find(IdempotencyKey key, CancellationToken ct) => recorded.Find(key, ct);

    sealed class Drafted(long recorded, string type)
    {
        /// <summary>The recorded version it begins on.</summary>
        public long Base => recorded;

        public string Type => type;

        public List<RecordedEvent> Events { get; } = [];

        /// <summary>Of the last event that was thought of.</summary>
        public Guid? LastId { get; set; }

        public long Version => Base + Events.Count;
    }
}
