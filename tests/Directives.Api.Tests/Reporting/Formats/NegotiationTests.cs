using System.Security.Cryptography;
using System.Text.Json;
using Directives.Api.Demo;
using Directives.Api.Reporting.Formats;

namespace Directives.Api.Tests.Reporting.Formats;

public class NegotiationTests(FormatsApp app) : IClassFixture<FormatsApp>
{
    const string Csv = "text/csv", Html = "text/html", Json = "application/json", Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    static readonly string[] Each = ["/reports/overdue{0}?effectiveAsOf=2025-12-31", "/reports/weekly/2025-08-22{0}?body=ban-to-chuc-trung-uong", $"/directives/{DemoLoader.IdOf("179").Value}/progress{{0}}?to=2025-12-26"];

    public static TheoryData<string> Reports => [.. Each];

    [Theory]
    [InlineData(null, Json)]
    [InlineData("*/*", Json)]
    [InlineData("rubbish", Json)]
    [InlineData("text/csv", Csv)]
    [InlineData(Xlsx, Xlsx)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Html)]
    [InlineData("text/*", Html)]
    [InlineData("application/json;q=0.4, text/csv;q=0.5", Csv)]
    [InlineData("application/json;q=0, */*", Html)]
    [InlineData("application/pdf, text/csv;q=0.1", Csv)]
    public async Task The_format_that_is_wanted_most_is_given(string? accept, string type)
    {
        foreach (var report in Paths(""))
        {
            var answer = (await app.Download(report, accept)).Should(200);
            answer.Answer.MediaType.Should().Be(type);
            answer.Headers["Vary"].Should().Contain("Accept");
        }
    }

    [Theory]
    [InlineData("application/pdf")]
    [InlineData("text/csv;q=0")]
    [InlineData("image/*, application/json;q=0")]
    public async Task What_is_not_offered_is_a_problem_that_names_what_is(string accept)
    {
        foreach (var report in Paths(""))
        {
            var problem = (await app.Download(report, accept)).Should(406).Answer;
            problem.Code.Should().Be("format-not-offered");
            problem.Place.Should().Be("Accept");
            problem.Json.GetProperty("title").GetString().Should().ContainAll(Json, Html, Csv, Xlsx);
        }
    }

    [Theory]
    [InlineData(".json", Json)]
    [InlineData(".csv", Csv)]
    [InlineData(".xlsx", Xlsx)]
    [InlineData(".html", Html)]
    public async Task The_suffix_decides_whatever_is_accepted(string suffix, string type)
    {
        foreach (var report in Paths(suffix))
            (await app.Download(report, "application/pdf")).Should(200).Answer.MediaType.Should().Be(type);
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task Every_format_carries_the_same_position_and_the_digest_of_the_JSON(string report)
    {
        var json = (await app.Download(Path(report, ".json"))).Should(200);

        json.Digest.Should().Be(Convert.ToHexStringLower(SHA256.HashData(json.Bytes)));
        foreach (var format in ReportFormat.All)
            foreach (var other in new[] { await app.Download(Path(report, $".{format.Suffix}")), await app.Download(Path(report, ""), format.MediaType), await app.Download(Path(report, $".{format.Suffix}") + "&lang=en") })
            {
                other.Should(200).Digest.Should().Be(json.Digest, format.Suffix);
                other.Position.Should().Be(json.Position, format.Suffix);
            }

        (await app.Download(Path(report, ""))).Bytes.Should().Equal(json.Bytes);
    }

    [Fact]
    public async Task A_page_of_a_report_has_no_digest_and_a_file_has_all_of_its_rows()
    {
        var page = (await app.Download($"/reports/overdue?{FormatsApp.Overdue}&pageSize=2")).Should(200);
        var whole = (await app.Download($"/reports/overdue.json?{FormatsApp.Overdue}&pageSize=2")).Should(200);

        page.Digest.Should().BeNull();
        page.Position.Should().Be(whole.Position);
        page.Answer.Json.GetProperty("items").GetArrayLength().Should().Be(2);
        whole.Answer.Json.GetProperty("items").GetArrayLength().Should().Be(whole.Answer.Json.GetProperty("total").GetInt32()).And.BeGreaterThan(4);
        whole.Answer.Json.GetProperty("nextCursor").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_report_without_rows_is_one_in_every_format()
    {
        foreach (var suffix in new[] { ".json", ".csv", ".xlsx", ".html" })
            (await app.Download($"/reports/overdue{suffix}?effectiveAsOf=2025-01-01")).Should(200).Digest.Should().HaveLength(64);
    }

    [Fact]
    public async Task A_table_or_language_that_there_is_not_is_a_problem()
    {
        var table = (await app.Download($"/reports/overdue.csv?{FormatsApp.Overdue}&table=nobody")).Should(400).Answer;
        table.Code.Should().Be("no-such-table");
        table.Json.GetProperty("title").GetString().Should().Contain("agencies, assignments, provenance");

        (await app.Download("/reports/overdue.html?lang=fr")).Should(400).Answer.Code.Should().Be("bad-request");
    }

    [Fact]
    public async Task The_API_document_lists_the_formats_of_every_address()
    {
        var paths = (await app.Get("/swagger/v1/swagger.json")).Should(200).Json.GetProperty("paths");

        foreach (var report in new[] { "/reports/overdue", "/reports/weekly/{start}", "/directives/{directive}/progress" })
        {
            ContentOf(report).Should().Equal(Json, Html, Csv, Xlsx);
            paths.GetProperty(report).GetProperty("get").GetProperty("responses").TryGetProperty("406", out _).Should().BeTrue();
            foreach (var format in ReportFormat.All)
                ContentOf($"{report}.{format.Suffix}").Should().Equal(format.MediaType);
        }

        IEnumerable<string> ContentOf(string path)
        {
            var answer = paths.GetProperty(path).GetProperty("get").GetProperty("responses").GetProperty("200");
            answer.GetProperty("headers").EnumerateObject().Select(header => header.Name).Should().Equal(Rendering.PositionHeader, Rendering.DigestHeader, "Link");
            return answer.GetProperty("content").EnumerateObject().Select(content => content.Name);
        }
    }

    static IEnumerable<string> Paths(string suffix) => Each.Select(report => Path(report, suffix));

    static string Path(string report, string suffix) => report.Replace("{0}", suffix, StringComparison.Ordinal);
}
