using System.Text.Json;
using System.Text.RegularExpressions;
using Directives.Api.Reporting;

namespace Directives.Api.Tests.Reporting.Formats;

public partial class HtmlTests(FormatsApp app) : IClassFixture<FormatsApp>
{
    static readonly string[] Linked = ["reconciliation", "trend", "shares", "timeliness", "notable", "natures", "key-tasks", "directives"];

    [Fact]
    public async Task Titles_are_texts_and_nothing_is_run_or_fetched()
    {
        var page = (await app.Download($"/reports/overdue.html?{FormatsApp.Overdue}&lang=vi")).Should(200);

        page.Text.Should().Contain("&lt;script&gt;alert(&#x27;xã&#x27;)&lt;/script&gt; &amp; &lt;b&gt;phường&lt;/b&gt;").And.Contain("=HYPERLINK(&quot;http://evil.example&quot;");
        page.Text.Should().NotContain("<script").And.NotContain("<b>").And.NotContain("src=").And.NotContain("@import").And.NotContain("url(");
        page.Headers["Content-Security-Policy"].Should().Contain("default-src 'none'");
        page.Headers["X-Content-Type-Options"].Should().Be("nosniff");
        page.Headers.Should().NotContainKey("Content-Disposition");
    }

    [Theory]
    [InlineData("&lang=vi", "en", "vi")]
    [InlineData("&lang=en", "vi", "en")]
    [InlineData("", "vi-VN,vi;q=0.9,en;q=0.8", "vi")]
    [InlineData("", "en-GB", "en")]
    public async Task It_speaks_one_language_and_leads_to_the_other(string lang, string accepted, string language)
    {
        var page = (await app.Download($"/reports/weekly/2025-08-22.html?body=ban-to-chuc-trung-uong{lang}", language: accepted)).Should(200);

        page.Headers["Content-Language"].Should().Be(language);
        page.Headers["Vary"].Should().Contain("Accept-Language");
        page.Text.Should().Contain($"<html lang=\"{language}\">");
        page.Text.Should().ContainAll(language is "vi"
            ? ["Báo cáo tuần", "Đảng Cộng sản Việt Nam", "Ban Tổ chức Trung ương", "từ ngày 22/08/2025 đến ngày 28/08/2025", "Nguồn số liệu"]
            : ["Weekly report", "Communist Party of Vietnam", "Central Organization Committee", "from 22 Aug 2025 to 28 Aug 2025", "Provenance"]);
        page.Text.Should().NotContain(language is "vi" ? "Weekly report" : "Báo cáo tuần");

        var other = Regex.Match(page.Text, "<a href=\"([^\"]*)\" lang=\"(\\w+)\"");
        other.Groups[2].Value.Should().Be(language is "vi" ? "en" : "vi");
        var turned = (await app.Download(System.Net.WebUtility.HtmlDecode(other.Groups[1].Value))).Should(200);
        turned.Text.Should().Contain($"<html lang=\"{other.Groups[2].Value}\">");
        turned.Digest.Should().Be(page.Digest);
    }

    [Theory]
    [InlineData("bo-tai-chinh", "Cộng hòa xã hội chủ nghĩa Việt Nam", "Đảng Cộng sản Việt Nam")]
    [InlineData("ban-to-chuc-trung-uong", "Đảng Cộng sản Việt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam")]
    public async Task The_letterhead_is_that_of_whoever_speaks(string body, string said, string notSaid)
    {
        var page = (await app.Download($"/reports/weekly/2025-08-22.html?lang=vi&body={body}")).Should(200).Text;

        page.Should().Contain(said).And.NotContain(notSaid);
    }

    [Fact]
    public async Task It_is_signed_where_a_body_speaks()
    {
        (await app.Download("/reports/weekly/2025-08-22.html?lang=vi&body=bo-tai-chinh")).Should(200).Text.Should().Contain("Thủ trưởng cơ quan").And.Contain("(Ký, ghi rõ họ tên)");
        (await app.Download("/reports/weekly/2025-08-22.html?lang=vi")).Should(200).Text.Should().NotContain("Thủ trưởng cơ quan");
    }

    [Fact]
    public async Task A_word_that_is_too_long_for_its_column_may_be_broken() =>
        (await app.Download($"/reports/overdue.html?{FormatsApp.Overdue}&lang=vi")).Should(200).Text.Should().Contain("<td class=\"long\">=HYPERLINK").And.NotContain("<td class=\"long\">Rà soát");

    [Fact]
    public async Task Its_figures_are_those_of_the_JSON()
    {
        var week = (await app.Download("/reports/weekly/2025-08-22.json")).Answer.Json;
        var page = (await app.Download("/reports/weekly/2025-08-22.html?lang=en")).Should(200);

        var moved = Counts(page.Text, "reconciliation");
        moved["Open on the eve"].Should().Be(Figure("reconciliation", "opening"));
        moved["Assigned in the week (+)"].Should().Be(Figure("reconciliation", "added")).And.BePositive();
        moved["Completed on time (−)"].Should().Be(Figure("reconciliation", "completedOnTime")).And.BePositive();
        moved["Open at the close"].Should().Be(Figure("reconciliation", "closing"));
        Counts(page.Text, "timeliness")["On time"].Should().Be(week.GetProperty("totals").GetProperty("byTimeliness").GetProperty("onTime").GetInt32());
        Counts(page.Text, "lifecycle")["Completed"].Should().Be(week.GetProperty("totals").GetProperty("byLifecycle").GetProperty("completed").GetInt32());
        RowsOf(page.Text, "agencies").Should().HaveCount(week.GetProperty("byAgency").GetArrayLength());
        RowsOf(page.Text, "nothing-heard").Should().HaveCount(week.GetProperty("nothingHeard").GetArrayLength());
        RowsOf(page.Text, "reported-nothing").Should().HaveCount(week.GetProperty("reportedNothing").GetArrayLength());
        foreach (var figure in week.GetProperty("notable").EnumerateObject())
            Counts(page.Text, "notable")[Figures.ByName[figure.Name].Title.En!].Should().Be(figure.Value.GetInt32());
        page.Text.Should().Contain(page.Digest).And.Contain($"<td>{page.Position}</td>");

        int Figure(string part, string name) => week.GetProperty(part).GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task The_trend_beside_the_week_is_that_of_its_position()
    {
        var page = (await app.Download("/reports/weekly/2025-09-05.html?lang=en&knownAsOf=2025-09-08T01:00:00Z")).Should(200);
        var trend = (await app.Get($"/reports/weekly?from=2025-03-14&to=2025-09-05&atPosition={page.Position}")).Should(200).Json.GetProperty("weeks").EnumerateArray().ToList();

        var rows = RowsOf(page.Text, "trend");
        rows.Select(row => (row[3], row[4], row[5])).Should().Equal(trend.Select(week => (Told(week, "closing"), Told(week, "timeliness-overdue"), Told(week, "lifecycle-completed"))));
        rows[^1][1].Should().Be("11 Sep 2025");
        (rows[^1][3], rows[^1][4]).Should().Be(($"{Counts(page.Text, "reconciliation")["Open at the close"]:#,0}", $"{Counts(page.Text, "timeliness")["Overdue"]}"));
        SectionOf(page.Text, "trend").Split("<polyline").Should().HaveCount(1 + 3);

        static string Told(JsonElement week, string figure) => $"{week.GetProperty("figures").GetProperty(figure).GetInt64():#,0}";
    }

    [Fact]
    public async Task The_chart_draws_what_the_table_says()
    {
        var page = (await app.Download($"/reports/overdue.html?{FormatsApp.Overdue}&lang=en")).Should(200).Text;

        page.Should().MatchRegex("<svg [^>]*role=\"img\" aria-label=\"Overdue assignments by the time since they were due\"");
        page.Should().Contain("<title>Ministry of Finance: Over 90 days 4</title>");
        RowsOf(page, "agencies").Single(row => row[1] == "Ministry of Finance")[2].Should().Be("4");
    }

    [Fact]
    public async Task Every_number_of_an_agency_leads_to_its_own_report()
    {
        var page = (await app.Download($"/reports/overdue.html?{FormatsApp.Overdue}&lang=en")).Should(200).Text;
        var links = Regex.Matches(SectionOf(page, "agencies"), "<td class=\"number\"><a href=\"([^\"]*)\">(\\d+)</a>");

        links.Should().NotBeEmpty();
        foreach (Match link in links)
            (await app.Get(System.Net.WebUtility.HtmlDecode(link.Groups[1].Value))).Should(200).Json.GetProperty("total").GetInt32().Should().Be(int.Parse(link.Groups[2].Value, null));
    }

    [Fact]
    public async Task Every_number_of_the_week_leads_to_as_many_assignments()
    {
        var page = (await app.Download("/reports/weekly/2025-08-22.html?lang=en")).Should(200).Text;
        var links = Linked
            .SelectMany(section => Regex.Matches(SectionOf(page, section), "<td class=\"number\"><a href=\"([^\"]*)\">([\\d,]+)</a>"))
            .Select(link => (Address: System.Net.WebUtility.HtmlDecode(link.Groups[1].Value), Count: int.Parse(link.Groups[2].Value.Replace(",", "", StringComparison.Ordinal), null)))
            .Where(link => link.Count <= 1000).Distinct().ToList();

        links.Should().HaveCountGreaterThan(50);
        foreach (var (address, count) in links)
            (await app.Get($"{address}&pageSize=1000")).Should(200).Json.GetProperty("items").GetArrayLength().Should().Be(count, address);
    }

    static Dictionary<string, int> Counts(string page, string section) =>
        RowsOf(page, section).ToDictionary(row => row[1], row => int.Parse(row[2].Replace(",", "", StringComparison.Ordinal), null));

    static List<List<string>> RowsOf(string page, string section) =>
        [.. BodyRow().Matches(SectionOf(page, section)).Select(row => BodyCell().Matches(row.Groups[1].Value)
            .Select(cell => System.Net.WebUtility.HtmlDecode(Tag().Replace(cell.Groups[1].Value, ""))).ToList())];

    static string SectionOf(string page, string section) => page.Split($"<section id=\"{section}\">")[1].Split("</section>")[0].Split("<tfoot>")[0];

    [GeneratedRegex("<tr>(<td class=\"number\">.*?)</tr>", RegexOptions.Singleline)]
    private static partial Regex BodyRow();

    [GeneratedRegex("<td[^>]*>(.*?)</td>", RegexOptions.Singleline)]
    private static partial Regex BodyCell();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();
}
