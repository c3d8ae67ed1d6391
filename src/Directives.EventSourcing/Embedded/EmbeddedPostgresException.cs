namespace Directives.EventSourcing.Embedded;

/// <summary>The embedded server cannot run. The message is one an operator can act on without a stack trace.</summary>
public sealed class EmbeddedPostgresException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True when another host uses the data folder; its server may be joined with <see cref="EmbeddedPostgres.ConnectionStringOf"/>.</summary>
    public bool InUse { get; init; }
}
