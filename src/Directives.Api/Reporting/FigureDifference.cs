using System.Text.Json;

namespace Directives.Api.Reporting;

/// <summary>A figure that two reports tell differently.</summary>
/// <param name="Figure">Where it stands in the first report, as a JSON pointer, or in the second if it stands only there.</param>
/// <param name="Row">Of which row of a breakdown it is, such as <c>{"agency": "bo-tai-chinh"}</c>; empty for the figures of all.</param>
/// <param name="Old">What the first report says; null if nothing.</param>
/// <param name="New">What the second says; null if nothing.</param>
public sealed record FigureDifference(string Figure, IReadOnlyDictionary<string, string> Row, JsonElement? Old, JsonElement? New)
{
    /// <summary>
    /// Every figure that differs, in the order of the reports. A figure is a number or a yes-or-no, wherever it stands, or that something is
    /// listed. The rows of a breakdown are told by the text they begin with, so that a new row does not shift the others. From
    /// which position a report was made is no figure, and other texts are none.
    /// </summary>
    /// <param name="before">The canonical bytes of the one report.</param>
    /// <param name="after">Those of the other.</param>
    public static IReadOnlyList<FigureDifference> Between(byte[] before, byte[] after)
    {
        var (one, other) = FiguresIn.Both(before, after);
        return
        [
            .. from key in one.Keys.Union(other.Keys)
               let old = one.GetValueOrDefault(key)
               let now = other.GetValueOrDefault(key)
               where old?.Value.GetRawText() != now?.Value.GetRawText()
               let stands = old ?? now
               select new FigureDifference(stands.Pointer, stands.Row, old?.Value, now?.Value)
        ];
    }
}

/// <summary>The figures of a report, taken out of its bytes without knowing which report it is.</summary>
sealed class FiguresIn
{
    /// <summary>What tells from where a report was made, and nothing of what it says.</summary>
    static readonly HashSet<string> Provenance = ["/position", "/versions/agencies"];

    readonly OrderedDictionary<string, Found> found = [];
    readonly IReadOnlySet<string> same;

    FiguresIn(JsonElement report, IReadOnlySet<string> same)
    {
        this.same = same;
        Walk(report, "", "", []);
    }

    /// <summary>By where they stand, rows by name. A row that both reports have to the byte is left out: of thousands of agencies few differ.</summary>
    public static (OrderedDictionary<string, Found> Before, OrderedDictionary<string, Found> After) Both(byte[] before, byte[] after)
    {
        var (one, other) = (JsonSerializer.Deserialize<JsonElement>(before), JsonSerializer.Deserialize<JsonElement>(after));
        var same = Rows(one).ToHashSet();
        same.IntersectWith(Rows(other));
        return (new FiguresIn(one, same).found, new FiguresIn(other, same).found);
    }

    static IEnumerable<string> Rows(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Rows(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.Object).Select(item => item.GetRawText()),
        _ => []
    };

    /// <param name="element">What is looked at.</param>
    /// <param name="pointer">Where it stands.</param>
    /// <param name="key">The same, but with the name of a row instead of its number.</param>
    /// <param name="row">What the rows are called that it stands in.</param>
    void Walk(JsonElement element, string pointer, string key, Dictionary<string, string> row)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False when !Provenance.Contains(pointer):
                found.Add(key, new(pointer, row, element));
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                    Walk(member.Value, $"{pointer}/{Escaped(member.Name)}", $"{key}/{Escaped(member.Name)}", row);
                break;
            case JsonValueKind.Array:
                var names = new HashSet<string>();
                foreach (var (i, item) in element.EnumerateArray().Index())
                {
                    var (at, name) = ($"{pointer}/{i}", $"{key}/{NameOf(item, i, names)}");
                    if (item.ValueKind is JsonValueKind.String)
                        found.Add(name, new(at, row, item));
                    else if (item.ValueKind is not JsonValueKind.Object || !same.Contains(item.GetRawText()))
                        Walk(item, at, name, Named(item, row));
                }

                break;
        }
    }

    /// <summary>By the first text in it; by its number where there is none, or another row has it.</summary>
    static string NameOf(JsonElement row, int i, HashSet<string> taken)
    {
        var name = row.ValueKind is JsonValueKind.String ? row.GetString() : Texts(row).Select(text => text.Value).FirstOrDefault();
        return name is not null && taken.Add(name) ? Escaped(name) : $"#{i}";
    }

    static Dictionary<string, string> Named(JsonElement row, Dictionary<string, string> within) =>
        within.Concat(Texts(row)).GroupBy(text => text.Key).ToDictionary(text => text.Key, text => text.Last().Value);

    static IEnumerable<KeyValuePair<string, string>> Texts(JsonElement row) => row.ValueKind is not JsonValueKind.Object ? [] :
        from member in row.EnumerateObject() where member.Value.ValueKind is JsonValueKind.String select KeyValuePair.Create(member.Name, member.Value.GetString()!);

    /// <summary>RFC 6901.</summary>
    static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public sealed record Found(string Pointer, IReadOnlyDictionary<string, string> Row, JsonElement Value);
}
