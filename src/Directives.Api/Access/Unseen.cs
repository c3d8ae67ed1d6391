using Directives.Domain;
using Directives.Domain.Issuing;

namespace Directives.Api.Access;

/// <summary>Finds out which of the directives that are named somewhere whoever asks may not know of.</summary>
public sealed class Unseen(DirectiveDecider directives)
{
    /// <summary>Those that he may not know of, or that are not there.</summary>
    public async Task<IReadOnlySet<Guid>> Among(IEnumerable<Guid> named, CancellationToken ct)
    {
        var others = named.Distinct().ToList();
        if (Sight.Current is not { } sight || others.Count == 0)
            return new HashSet<Guid>();
        var known = await directives.Load(others, ct);
        return others.Where(id => !known.TryGetValue(id, out var other) || !sight.Sees(other)).ToHashSet();
    }

    /// <summary>A directive without what of it, and of what it names, is not the caller's business.</summary>
    public async Task<Directive> LeftOutOf(Directive directive, CancellationToken ct) =>
        Sight.Current is { } sight ? Mentions.Without(await Among(Mentions.Of(directive), ct), sight.Seen(directive)) : directive;

    /// <summary>Those that are there and that he may not know of. That the others are told, as far as they are secret, is written down first.</summary>
    public async Task<IReadOnlySet<Guid>> Hidden(IEnumerable<Guid> named, long position, CancellationToken ct)
    {
        var known = (await directives.Load([.. named.Distinct()], ct)).Where(directive => directive.Value.Issued is not null).ToLookup(directive => Sight.Current?.Sees(directive.Value) is not false);
        if (SecretReading.Current is { } reading)
            await reading.Note(known[true].Where(told => told.Value.Issued!.Secrecy > SecrecyLevel.None).Select(told => (told.Key, told.Value.Issued!.Secrecy)), position, ct);
        return known[false].Select(hidden => hidden.Key).ToHashSet();
    }
}
