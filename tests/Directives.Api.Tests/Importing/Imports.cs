using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Directives.Api.Tests.Importing;

/// <summary>Imports in the words of the tests.</summary>
static class Imports
{
    public static Task<Answer> Import(this App app, object body, string? key = null) => app.Post("/imports", body, key: key);

    public static Task<Answer> ImportCsv(this App app, string kind, string csv, string options = "", string? key = null) => app.ImportCsv(kind, Encoding.UTF8.GetBytes(csv), options, key);

    public static async Task<Answer> ImportCsv(this App app, string kind, byte[] csv, string options = "", string? key = null)
    {
        using var request = Request($"/imports?kind={kind}{options}", new ByteArrayContent(csv), "text/csv", key);
        return await app.Send(request);
    }

    public static HttpRequestMessage Request(string path, HttpContent content, string mediaType, string? key = null)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.As("MonitoringBody", Scenarios.Committee);
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return request;
    }

    public static object Agency(string code, string? parent = null) => new { code, name = new { vi = $"Cơ quan {code}" }, kind = "ministry", level = "central", effectiveOn = "2025-01-01", parent };

    public static object Document(string number, string? key = null, params object[] links) => new
    {
        type = number.Contains("-KH/", StringComparison.Ordinal) ? "plan" : "conclusion",
        number,
        key,
        title = new { vi = "Kết luận về chính quyền địa phương" },
        issuedBy = new[] { Scenarios.Politburo },
        issuedOn = "2025-07-25",
        links
    };

    public static object TaskOf(string directive, string code, params string[] leads) => new
    {
        directive,
        code,
        nature = "specific",
        clause = "mục 1",
        title = new { vi = "Hướng dẫn cấp xã" },
        deadline = new { phrase = "trước ngày 31/7/2025", kind = "explicit", period = "2025-07-31", bound = "before" },
        leads
    };

    public static IReadOnlyList<JsonElement> Rows(this Answer answer) =>
        [.. (answer.Json.TryGetProperty("import", out var report) && report.ValueKind is JsonValueKind.Object ? report : answer.Json).GetProperty("results").EnumerateArray()];

    public static IEnumerable<string> Outcomes(this Answer answer) => answer.Rows().Select(row => row.GetProperty("outcome").GetString()!);

    public static string? Of(this JsonElement row, string member) => row.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    /// <summary>The code and the place of a row's problem.</summary>
    public static (string? Code, string? Field, string? Column) Problem(this JsonElement row) =>
        row.GetProperty("problem") is { ValueKind: JsonValueKind.Object } problem ? (problem.Of("code"), problem.Of("field"), problem.Of("column")) : default;

    /// <summary>How much there is of everything but imports themselves.</summary>
    public static async Task<long> Entered(this App app)
    {
        await using var command = app.Database.Source.CreateCommand("select count(*) from es.mt_events where type not like 'import%'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
