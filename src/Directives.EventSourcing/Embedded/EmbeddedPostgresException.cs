namespace Directives.EventSourcing.Embedded;

/// <summary>The embedded server cannot run. The message is one an operator can act on without a stack trace.</summary>
public sealed class EmbeddedPostgresException(string message, Exception? inner = null) : Exception(message, inner);
