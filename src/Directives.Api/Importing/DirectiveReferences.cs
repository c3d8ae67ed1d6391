using Directives.Domain;
using Directives.Domain.Issuing;

namespace Directives.Api.Importing;

/// <summary>
/// Finds the directive a row means: by a key of this import, by its id, or by its number, in this import and in the
/// register. A number says which only if there is one directive that has it.
/// </summary>
sealed class DirectiveReferences(ReadModels read)
{
    readonly Dictionary<string, DirectiveId> byKey = [];
    readonly Dictionary<string, HashSet<DirectiveId>> byNumber = [];
    readonly Dictionary<string, IReadOnlyList<DirectiveId>> registered = [];

    public bool Knows(string key) => byKey.ContainsKey(key);

    /// <summary>A row of this import is about this directive.</summary>
    public void Add(DirectiveId directive, string? key, string? number)
    {
        if (key is not null)
            byKey[key] = directive;
        if (number is null)
            return;
        if (!byNumber.TryGetValue(DocumentNumber.Normalise(number), out var same))
            byNumber.Add(DocumentNumber.Normalise(number), same = []);
        same.Add(directive);
    }

    public async Task<(DirectiveId Directive, HttpRefusal? Problem)> Find(string reference, string field, CancellationToken ct)
    {
        if (byKey.TryGetValue(reference, out var keyed))
            return (keyed, null);
        if (Guid.TryParseExact(reference, "D", out var id))
            return (new(id), null);

        var number = DocumentNumber.Normalise(reference);
        return byNumber.GetValueOrDefault(number, []).Union(await Registered(number, ct)).Take(2).ToList() switch
        {
            [var one] => (one, null),
            [] => (default, ImportRefusals.NoDirectiveCalled(reference) with { Field = field }),
            _ => (default, ImportRefusals.SeveralCalled(reference) with { Field = field })
        };
    }

    async Task<IReadOnlyList<DirectiveId>> Registered(string number, CancellationToken ct)
    {
        if (registered.TryGetValue(number, out var known))
            return known;
        var (now, behind) = await read.Resolve(new(), ct);
        if (behind is not null)
            throw new TimeoutException("The register of numbers is behind, so nobody can say what a number means.");
        return registered[number] = await read.Rows(
            "select id from directive where number_key = $1 and known_from <= $2", row => new DirectiveId(row.GetGuid(0)), ct, number, now.Position);
    }
}
