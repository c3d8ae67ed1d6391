using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Directives.Api.Tests.Fuzzing;

/// <summary>One operation of the API document, as far as requests can be made up from it.</summary>
/// <param name="Method">How it is asked for.</param>
/// <param name="Path">With its parameters in braces.</param>
/// <param name="Query">The names of its query parameters.</param>
/// <param name="Examples">What the document gives for parameters, by name.</param>
/// <param name="Body">The example of its body; null if it takes none.</param>
sealed partial record Operation(string Method, string Path, IReadOnlyList<string> Query, IReadOnlyDictionary<string, string> Examples, string? Body)
{
    static readonly string[] Roles = [.. Enum.GetNames<Domain.Role>()], Agencies = ["ban-to-chuc-trung-uong", "bo-tai-chinh", "uy-ban-kiem-tra-trung-uong", "tinh-uy-lao-cai"];

    public static async Task<List<Operation>> AllOf(App app) =>
        [.. from path in (await app.Get("/swagger/v1/swagger.json")).Should(200).Json.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            let parameters = operation.Value.TryGetProperty("parameters", out var all) ? all.EnumerateArray().ToList() : []
            select new Operation(
                operation.Name.ToUpperInvariant(), path.Name,
                [.. parameters.Where(p => p.GetProperty("in").GetString() is "query").Select(p => p.GetProperty("name").GetString()!)],
                parameters.Where(p => p.TryGetProperty("example", out _)).DistinctBy(p => p.GetProperty("name").GetString()).ToDictionary(p => p.GetProperty("name").GetString()!, p => p.GetProperty("example").ToString()),
                BodyOf(operation.Value))];

    public static Caller Somebody(Rubbish rubbish) => rubbish.In(4) ? Caller.Nobody : new(rubbish.OneOf(Roles), rubbish.OneOf(Agencies), rubbish.OneOf("", "secret"));

    public HttpRequestMessage Request(Random random, Rubbish rubbish)
    {
        var request = new HttpRequestMessage(new(Method), Parameter().Replace(Path, match => InPath(match.Groups[1].Value, rubbish)) + QueryText(rubbish));
        if (!rubbish.In(5))
            Head("Idempotency-Key", rubbish.In(85) ? $"{new Guid(Enumerable.Range(0, 16).Select(_ => (byte)random.Next(256)).ToArray())}" : rubbish.Text());
        if (!rubbish.In(10))
            Head("If-Match", rubbish.In(60) ? "*" : rubbish.OneOf("\"1\"", "\"3\", \"7\"", "W/\"1\"", "1", "\"\"", "\"", "\"99999999999999999999\"", rubbish.Text()));
        else
            request.WithoutIfMatch();
        foreach (var (name, hundred) in new[] { ("Accept-Language", 20), ("Accept", 10), ("traceparent", 10), ("Last-Event-ID", 10), ("If-None-Match", 5), ("Range", 5), ("Accept-Encoding", 3), ("X-Forwarded-For", 3) })
            if (rubbish.In(hundred))
                Head(name, rubbish.OneOf("en", "vi", "*/*;q=0", "text/html", "text/csv", "00-0-0-0", "bytes=0-1", "-1", "9223372036854775807", rubbish.Text()));
        if (Method is "POST")
            request.Content = Content(random, rubbish);
        return request;

        // What cannot stand in a header would be refused by our own client.
        void Head(string name, string value) => request.Headers.TryAddWithoutValidation(name, new string([.. value.Where(c => c is >= ' ' and < (char)127).Take(8_000)]));
    }

    string InPath(string name, Rubbish rubbish) => rubbish.In(75) && Examples.TryGetValue(name, out var example)
        ? Uri.EscapeDataString(example)
        : Uri.EscapeDataString(rubbish.OneOf($"{Guid.Empty}", "2025-07-25", "1", rubbish.Day(), rubbish.Number(), new string([.. rubbish.Text().Take(500)])) is { Length: > 0 } text ? text : "-");

    string QueryText(Rubbish rubbish)
    {
        var parts = from name in Query
                    where rubbish.In(30)
                    from times in Enumerable.Range(0, rubbish.In(5) ? 2 : 1)
                    select $"{name}={Uri.EscapeDataString(rubbish.In(30) && Examples.TryGetValue(name, out var example) ? example : rubbish.OneOf(rubbish.Day(), rubbish.Number(), "true", new string([.. rubbish.Text().Take(1_000)])))}";
        var query = string.Join('&', rubbish.In(5) ? parts.Append(rubbish.OneOf("nope=1", "__proto__=1", "a[]=1", "%00=1", "=", "&&&")) : parts);
        return query is "" ? "" : "?" + query;
    }

    ByteArrayContent Content(Random random, Rubbish rubbish)
    {
        var content = rubbish.In(10) || Body is null ? new ByteArrayContent(rubbish.Bytes()) : new ByteArrayContent(Encoding.UTF8.GetBytes(rubbish.In(20) ? Body : Spoilt(Body, random, rubbish)));
        content.Headers.TryAddWithoutValidation("Content-Type", rubbish.In(95) ? "application/json" : rubbish.OneOf("text/plain", "application/json; charset=utf-16", "application/json; charset=x", "multipart/form-data; boundary=a", "application/x-www-form-urlencoded", "rubbish", "application/octet-stream"));
        return content;
    }

    /// <summary>A good body with one thing wrong: a value that is another, a member too many, twice, or missing.</summary>
    static string Spoilt(string body, Random random, Rubbish rubbish)
    {
        var root = JsonNode.Parse(body)!;
        var all = Members(root).ToList();
        if (all.Count is 0)
            return rubbish.Json();
        var (within, name) = all[random.Next(all.Count)];
        if (rubbish.In(10))
            within.Remove(name);
        else if (rubbish.In(10))
            within["nope"] = 1;
        else
            within[name] = "@@";
        return root.ToJsonString().Replace("\"@@\"", rubbish.In(10) ? $"1,{JsonSerializer.Serialize(name)}:{rubbish.Json()}" : rubbish.Json(), StringComparison.Ordinal);
    }

    static IEnumerable<(JsonObject Within, string Name)> Members(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Members(member.Value).Prepend((members, member.Key))),
        JsonArray items => items.SelectMany(Members),
        _ => []
    };

    static string? BodyOf(JsonElement operation) =>
        operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json) && json.TryGetProperty("example", out var example) ? example.GetRawText() : null;

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
