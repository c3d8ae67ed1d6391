using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Directives.Api.Access;
using Directives.Domain;

namespace Directives.Api.Tests.Access;

/// <summary>Asks for every operation of the API document, and tells where the answer is not what <see cref="Permissions"/> say.</summary>
static partial class Matrix
{
    public static async Task<List<string>> OperationsOf(App app)
    {
        var paths = (await app.Get("/swagger/v1/swagger.json")).Should(200).Json.GetProperty("paths").EnumerateObject();
        return [.. from path in paths
                   from operation in path.Value.EnumerateObject()
                   where !operation.Value.TryGetProperty("security", out var security) || security.GetArrayLength() > 0
                   select $"{operation.Name.ToUpperInvariant()} {path.Name}"];
    }

    /// <summary>Every operation in every role, about things that do not exist: a role either hears that it is not for it, or anything else.</summary>
    public static async Task<List<string>> WrongRoles(App app)
    {
        var wrong = new List<string>();
        foreach (var operation in await OperationsOf(app))
            foreach (var role in Enum.GetValues<Role>())
            {
                var answer = await Ask(app, operation, new($"{role}", Scenarios.Finance), null);
                var expected = Permissions.Written.Of(operation, role) is not Reach.Nothing;
                if (expected == (answer.Status is 401 or 403))
                    wrong.Add($"{operation} as {role}: {answer.Status} {answer.Text}");
            }
        return wrong;
    }

    /// <summary>
    /// Every operation by everybody who may use it, on each of the works: those that are none of the caller's business do
    /// not exist, to the byte, and nothing of them stands in any answer.
    /// </summary>
    public static async Task<List<string>> WrongWorks(App app, Works works)
    {
        var wrong = new List<string>();
        foreach (var operation in await OperationsOf(app))
            foreach (var (caller, sees) in works.Callers)
            {
                if (Permissions.Written.Of(operation, Enum.Parse<Role>(caller.Role)) is not (not Reach.Nothing and var reach))
                    continue;
                var seen = works.All.Where(work => sees.Contains(work.Name) && !(reach is Reach.Published && work.IsSecret)).ToList();
                var named = operation.Contains("{directive}", StringComparison.Ordinal);
                foreach (var work in named ? works.All : works.All.Take(1))
                {
                    var answer = await Ask(app, operation, caller, work);
                    var known = seen.Exists(one => one.Directive == work.Directive);
                    if (named && (!known || operation.Contains("{assignment}", StringComparison.Ordinal) && !seen.Contains(work)))
                    {
                        var missing = await Ask(app, operation, caller, known ? work with { Assignment = Guid.Empty } : null);
                        if (answer.Status is not 404 || TraceId().Replace(answer.Text, "") != TraceId().Replace(missing.Text, ""))
                            wrong.Add($"{operation} as {caller} on {work.Name}: {answer.Status} {answer.Text}");
                    }
                    else if (named && answer.Code() is "no-such-directive" or "no-such-assignment")
                        wrong.Add($"{operation} as {caller} on {work.Name}: {answer.Status} {answer.Text}");

                    if ((Lists.Contains(operation) || AboutLeads.Contains(operation) && caller.Role is not nameof(Role.Coordinator))
                        && seen.Exists(one => !one.Words(ofTheDocument: false).Any(answer.Text.Contains)))
                        wrong.Add($"{operation} as {caller} leaves something out: {answer.Text}");
                    if (Counted(operation, answer) is { } count && count != seen.Count)
                        wrong.Add($"{operation} as {caller} counts {count} instead of {seen.Count}");
                    foreach (var other in works.All.Where(other => !seen.Contains(other)))
                        foreach (var words in other.Words(ofTheDocument: !seen.Exists(one => one.Directive == other.Directive)))
                            if (answer.Text.Contains(words, StringComparison.OrdinalIgnoreCase))
                                wrong.Add($"{operation} as {caller} tells {words} of {other.Name}: {answer.Text}");
                }
            }
        return wrong;
    }

    static readonly string[]
        Lists = ["GET /assignments", "GET /difficulties", "GET /urgings", "GET /reports/overdue"],
        AboutLeads = ["GET /inspections", "GET /criticisms", "GET /commendations"];

    static int? Counted(string operation, Answer answer) => operation switch
    {
        "GET /reports/overdue" => answer.Json.GetProperty("total").GetInt32(),
        "GET /reports/weekly/{start}" => answer.Json.GetProperty("totals").GetProperty("all").GetInt32(),
        _ => null
    };

    static string? Code(this Answer answer) => answer.MediaType is "application/problem+json" && answer.Text is not "" ? answer.Code : null;

    /// <summary>An operation on what its path names, with a body that nobody can read, so that nothing comes of a write.</summary>
    static async Task<Answer> Ask(App app, string operation, Caller caller, Work? work)
    {
        var (method, path) = (operation.Split(' ')[0], Parameter().Replace(operation.Split(' ')[1], match => match.Groups[1].Value switch
        {
            "start" => "2025-07-25",
            "edition" => "1",
            "publication" when work is not null => $"{work.Publication}",
            "directive" when work is not null => $"{work.Directive}",
            "task" when work is not null => $"{work.Task}",
            "assignment" when work is not null => $"{work.Assignment}",
            _ => $"{Guid.Empty}"
        }));
        using var request = new HttpRequestMessage(new(method), path);
        request.As(caller).Headers.Add("Idempotency-Key", $"{Guid.NewGuid()}");
        if (method is "POST")
            request.Content = new StringContent("[", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var response = await app.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // A live stream has no end; what it begins with is told of the position only.
        var bytes = response.Content.Headers.ContentType?.MediaType is "text/event-stream" ? [] : await response.Content.ReadAsByteArrayAsync();
        var text = path.EndsWith(".xlsx", StringComparison.Ordinal) && response.IsSuccessStatusCode ? Unpacked(bytes) : Encoding.UTF8.GetString(bytes);
        return new((int)response.StatusCode, null, null, text, response.Content.Headers.ContentType?.MediaType);
    }

    static string Unpacked(byte[] xlsx)
    {
        using var archive = new ZipArchive(new MemoryStream(xlsx));
        return string.Join('\n', archive.Entries.Select(entry => new StreamReader(entry.Open()).ReadToEnd()));
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex TraceId();
}
