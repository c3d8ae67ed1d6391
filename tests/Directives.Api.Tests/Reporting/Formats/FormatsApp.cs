using System.Text;
using Directives.Api.Reporting.Formats;

namespace Directives.Api.Tests.Reporting.Formats;

/// <summary>The host with the demo and with a directive whose tasks are called what no format likes; shared by tests that only read.</summary>
public sealed class FormatsApp : App, IAsyncLifetime
{
    public const string
        Formula = "=HYPERLINK(\"http://evil.example\",\"bấm vào đây\")",
        Markup = "<script>alert('xã')</script> & <b>phường</b>",
        Cells = "Rà soát; sắp xếp, \"bố trí\" lại\nvà báo cáo;=1+1",
        Control = "Ký tự \u0001 và _x0041_";

    /// <summary>All that is overdue on a day on which the demo has something, too.</summary>
    public const string Overdue = "effectiveAsOf=2025-12-31";

    protected override bool Demo => true;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        var directive = await this.IssuedDirective();
        foreach (var (title, i) in new[] { Formula, Markup, Cells, Control }.Select((title, i) => (title, i)))
        {
            var answer = (await Post($"{directive}/tasks", new { code = $"9{i}", nature = "specific", clause = "+1", title = new { vi = title, en = $"{title} (en)" } })).Should(201);
            var task = $"{directive}/tasks/{answer.Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString()}";
            (await Post($"{task}/deadlines", new { phrase = "trước ngày 31/7/2025", kind = "explicit", period = "2025-07-31", bound = "before" })).Should(201);
            await this.Assigned(task);
        }
    }

    public async Task<Download> Download(string path, string? accept = null, string? language = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        if (language is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
        using var response = await Http.SendAsync(request);
        return new(
            new((int)response.StatusCode, null, null, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType),
            await response.Content.ReadAsByteArrayAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }
}

public sealed record Download(Answer Answer, byte[] Bytes, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public string Position => Headers[Rendering.PositionHeader];

    public string? Digest => Headers.GetValueOrDefault(Rendering.DigestHeader);

    public Download Should(int status)
    {
        Answer.Should(status);
        return this;
    }
}
