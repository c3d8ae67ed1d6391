using System.Text;
using CsvHelper;
using Directives.Api.Reporting.Formats;

namespace Directives.Api.Tests.Reporting.Formats;

public class CsvTests(FormatsApp app) : IClassFixture<FormatsApp>
{
    [Fact]
    public async Task It_is_UTF8_with_its_mark_and_ends_lines_as_RFC_4180_says()
    {
        var file = (await app.Download($"/reports/overdue.csv?{FormatsApp.Overdue}&lang=vi")).Should(200);

        file.Bytes.Should().StartWith([0xEF, 0xBB, 0xBF]);
        file.Text.Should().EndWith("\r\n").And.Contain("Hoàn tất chi trả chế độ cho cán bộ nghỉ sau sắp xếp");
        file.Text.Replace("\r\n", "", StringComparison.Ordinal).Count(c => c is '\n').Should().Be(1, "that of the title is left as it is");
        file.Headers["Content-Type"].Should().Be("text/csv; charset=utf-8");
        file.Headers["Content-Disposition"].Should().StartWith("attachment; filename=overdue-2025-12-31.csv");
    }

    [Fact]
    public async Task What_a_spreadsheet_would_run_is_a_text_and_everything_else_is_as_it_was()
    {
        var titles = (await Rows($"/reports/overdue.csv?{FormatsApp.Overdue}&lang=vi")).Select(row => row["Nội dung nhiệm vụ"]).ToList();

        titles.Should().Contain($"'{FormatsApp.Formula}").And.Contain(FormatsApp.Markup).And.Contain(FormatsApp.Cells.Replace(";=", ";'=", StringComparison.Ordinal));
        (await Rows($"/reports/overdue.csv?{FormatsApp.Overdue}&lang=en")).Should().Contain(row => row["Clause"] == "'+1");
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("＝1", "'＝1")]
    [InlineData(" =1", "' =1")]
    [InlineData("a;=1", "a;'=1")]
    [InlineData("a; \"=1", "a;' \"=1")]
    [InlineData("a\n- b", "a\n'- b")]
    [InlineData("a - b, c; d = e", "a - b, c; d = e")]
    [InlineData("", "")]
    public void A_formula_is_one_wherever_a_cell_may_begin(string text, string harmless) => CsvTable.Harmless(text).Should().Be(harmless);

    [Fact]
    public async Task Rows_days_and_numbers_are_those_of_the_JSON()
    {
        var items = (await app.Download($"/reports/overdue.json?{FormatsApp.Overdue}")).Answer.Json.GetProperty("items").EnumerateArray().ToList();
        var rows = await Rows($"/reports/overdue.csv?{FormatsApp.Overdue}&lang=en");

        rows.Select(row => (row["Task code"], row["Agency code"], row["Current last day"], row["Days overdue"])).Should().Equal(items.Select(item => (
            item.GetProperty("code").GetString()!, item.GetProperty("lead").GetString()!, item.GetProperty("lastCompliantDay").GetString()!, $"{item.GetProperty("daysOverdue").GetInt32()}")));
        foreach (var link in rows.Select(row => row["Details"]).Distinct())
            (await app.Get(link)).Should(200);
    }

    [Fact]
    public async Task Every_table_of_a_report_can_be_had()
    {
        var week = (await app.Download("/reports/weekly/2025-08-22.json")).Answer.Json;

        (await Rows("/reports/weekly/2025-08-22.csv?lang=en")).Single(row => row["Item"] == "Open at the close")["Assignments"]
            .Should().Be($"{week.GetProperty("reconciliation").GetProperty("closing").GetInt32()}");
        (await Rows("/reports/weekly/2025-08-29.csv?lang=en&table=newly-overdue")).Should().HaveCount(
            (await app.Download("/reports/weekly/2025-08-29.json")).Answer.Json.GetProperty("notable").GetProperty("newlyOverdue").GetInt32()).And.NotBeEmpty();
        (await Rows("/reports/weekly/2025-08-22.csv?lang=en&table=agencies")).Sum(row => int.Parse(row["All"], null)).Should().Be(week.GetProperty("totals").GetProperty("all").GetInt32());
    }

    [Theory]
    [InlineData("/reports/overdue{0}?effectiveAsOf=2025-12-31")]
    [InlineData("/reports/weekly/2025-08-22{0}?knownAsOf=2025-09-01T00:00:00Z")]
    public async Task Where_the_figures_come_from_is_a_table_too(string report)
    {
        string At(string suffix) => report.Replace("{0}", suffix, StringComparison.Ordinal);
        var json = (await app.Download(At(".json"))).Should(200);
        var facts = (await Rows($"{At(".csv")}&table=provenance&lang=en")).ToDictionary(row => row["Item"], row => row["Value"]);

        (facts["Position in the event log"], facts["SHA-256 of the JSON"]).Should().Be((json.Position, json.Digest!));
        var versions = json.Answer.Json.GetProperty("versions");
        (facts["Version of the deadline policy"], facts["Version of the working calendar"], facts["Register of agencies as of position"])
            .Should().Be((versions.GetProperty("policy").GetString()!, versions.GetProperty("calendar").GetString()!, versions.GetProperty("agencies").GetRawText()));
        (await app.Download(facts["The JSON with that digest"])).Should(200).Digest.Should().Be(json.Digest);
    }

    async Task<List<Dictionary<string, string>>> Rows(string path)
    {
        var text = (await app.Download(path)).Should(200).Text;
        using var csv = CsvReader.Create(Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF')), new CsvReaderOptions { HasHeader = false });
        var rows = new List<string[]>();
        while (csv.Read())
            rows.Add([.. Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i))]);
        return [.. rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(cell => cell.First, cell => cell.Second))];
    }
}
