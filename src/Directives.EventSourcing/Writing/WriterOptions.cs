namespace Directives.EventSourcing.Writing;

/// <summary>The bounds of the writer. The defaults suit a node with a few cores.</summary>
public sealed record WriterOptions
{
    /// <summary>How many appends may wait; the next one is answered <see cref="AppendStatus.Overloaded"/>.</summary>
    public int QueueCapacity { get; init; } = 20_000;

    /// <summary>How many appends go into one call at most.</summary>
    public int BatchCommands { get; init; } = 512;

    /// <summary>How many characters of JSON go into one call, roughly, unless one append alone has more.</summary>
    public int BatchCharacters { get; init; } = 1_000_000;

    /// <summary>How many calls are under way at once: one at work, and the next waiting for the lock in the server.</summary>
    public int Calls { get; init; } = 2;

    /// <summary>How long a call waits in the server for its turn, or for any other lock, before it is tried again.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a call may take in the server before it is tried again.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long an append may wait to be sent before it is answered <see cref="AppendStatus.Overloaded"/>, and how long one
    /// whose outcome is unknown is sent again before its caller is told so.
    /// </summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(15);
}
