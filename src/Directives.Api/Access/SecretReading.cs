using System.Collections.Concurrent;
using Directives.Domain.Issuing;
using Directives.EventSourcing;
using Directives.EventSourcing.Disclosures;

namespace Directives.Api.Access;

/// <summary>
/// Somebody who is cleared for what is secret reads. Whatever gives it out writes down here first that it does, and waits until that
/// is durable: what cannot be written down is not given. Of a request by anybody else there is none, and nothing is asked or written.
/// </summary>
/// <param name="log">Where it is written.</param>
/// <param name="by">Who reads.</param>
/// <param name="operation">By what.</param>
public sealed class SecretReading(DisclosureLog log, EventMetadata by, string operation)
{
    static readonly AsyncLocal<SecretReading?> current = new();

    readonly ConcurrentDictionary<Guid, bool> noted = [];

    /// <summary>That of the request that is being answered.</summary>
    public static SecretReading? Current
    {
        get => current.Value;
        set => current.Value = value;
    }

    /// <summary>Directives of which something is about to be shown; each once in a request.</summary>
    public async Task Note(IEnumerable<(Guid Directive, SecrecyLevel Level)> shown, long position, CancellationToken ct)
    {
        var fresh = shown.Where(one => !noted.ContainsKey(one.Directive)).ToList();
        await NoteAgain(fresh, position, ct);
        foreach (var (directive, _) in fresh)
            noted[directive] = true;
    }

    /// <summary>The same on a stream, which goes on: each time.</summary>
    public Task NoteAgain(IReadOnlyCollection<(Guid Directive, SecrecyLevel Level)> shown, long position, CancellationToken ct) =>
        shown.Count == 0 ? Task.CompletedTask : log.Add(by, operation, [.. shown.Select(one => ((Guid?)one.Directive, Names.Of(one.Level)))], position, ct);

    /// <summary>Figures in which secret work may be counted.</summary>
    public Task NoteFigures(SecrecyLevel level, long position, CancellationToken ct) => log.Add(by, operation, [(null, Names.Of(level))], position, ct);
}
