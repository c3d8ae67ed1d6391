using System.Globalization;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Directives.Api.Tests.Reporting;

/// <summary>The demo, and work of two communes, one of which moves to another province on 15 September.</summary>
public sealed class OverdueFilterApp : App, IAsyncLifetime
{
    public const string An = "Nguyễn Văn An", AnBinh = "Nguyễn Văn An Bình";

    protected override bool Demo => true;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        foreach (var (code, parent) in new[] { ("xa-nam-can", "tinh-uy-ca-mau"), ("xa-dat-mui", "tinh-uy-ca-mau") })
            (await Post("/agencies", new { code, name = new { vi = code }, kind = "communePartyCommittee", level = "communal", parent, effectiveOn = "2025-07-01" })).Should(201);
        (await Post("/agencies/xa-dat-mui/parents", new { parent = "tinh-uy-quang-tri", authority = "1-QĐ/TW", effectiveOn = "2025-09-15" })).Should(201);

        var directive = await this.IssuedDirective();
        await Task("91", "specific", true, "2025-08-15", "xa-nam-can", An);
        await Task("92", "report", false, "2025-08-31", "xa-nam-can", AnBinh);
        await Task("93", "standing", true, "2025-09-30", "xa-dat-mui", null);
        await Task("94", "specific", false, "2025-10-31", "tinh-uy-ca-mau", An);
        await Task("95", "report", true, "2025-11-30", "bo-tai-chinh", null);

        async Task Task(string code, string nature, bool keyTask, string last, string lead, string? head)
        {
            var answer = (await Post($"{directive}/tasks", new { code, nature, keyTask, clause = "1", title = new { vi = $"Nhiệm vụ {code}" } })).Should(201);
            var task = $"{directive}/tasks/{answer.Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString()}";
            (await Post($"{task}/deadlines", new { phrase = "đến ngày", kind = "explicit", period = last, bound = "noLaterThan" })).Should(201);
            var assignment = await this.Assigned(task, lead);
            if (head is not null)
                (await Post($"{assignment}/heads", new { person = head, post = "Bí thư", effectiveOn = "2025-07-26" })).Should(201);
        }
    }
}

public class OverdueFilterTests(OverdueFilterApp app) : IClassFixture<OverdueFilterApp>
{
    const string Day = "2025-12-31";

    static readonly string[][] Choices =
    [
        ["", "level=central", "level=provincial", "level=communal", "level=district"],
        ["", "under=ban-chap-hanh-trung-uong", "under=tinh-uy-ca-mau", "under=tinh-uy-quang-tri", "under=xa-nam-can", "agency=tinh-uy-ca-mau"],
        ["", "nature=specific", "nature=standing", "nature=report", "nature=constraint"],
        ["", "keyTask=true", "keyTask=false"],
        ["", $"head={OverdueFilterApp.An}", $"head={OverdueFilterApp.An}, Bí thư", $"head={OverdueFilterApp.AnBinh}"],
        ["", "minDaysOverdue=1", "minDaysOverdue=60", "minDaysOverdue=123", "minDaysOverdue=124", "minDaysOverdue=10000"]
    ];

    [Fact]
    public async Task Any_filters_together_let_through_what_a_count_by_hand_finds()
    {
        var (all, agencies, found) = (await Assignments(Day), await Agencies(Day), 0);
        foreach (var filter in Pairs())
        {
            var byHand = all.Where(item => DaysOverdue(item, Day) is { } days && filter.All(part => Met(part, item, days, agencies))).OrderByDescending(item => DaysOverdue(item, Day)).ToList();
            var report = (await app.Get($"/reports/overdue?effectiveAsOf={Day}&{Query(filter)}")).Should(200).Json;

            Ids(report).Should().BeEquivalentTo(byHand.Select(item => item.GetProperty("assignment").GetGuid()), string.Join('&', filter));
            report.GetProperty("total").GetInt32().Should().Be(byHand.Count);
            found += byHand.Count;
        }

        found.Should().BeGreaterThan(100, "a filter that lets nothing through proves little");
    }

    [Theory]
    [InlineData("level=communal", 3)]
    [InlineData("under=tinh-uy-ca-mau", 4)]
    [InlineData("under=tinh-uy-quang-tri&keyTask=true", 2)]
    [InlineData("nature=report&minDaysOverdue=32", 1)]
    [InlineData("head=Nguyễn Văn An", 2)]
    [InlineData("minDaysOverdue=123", 3)]
    [InlineData("level=district", 0)]
    public async Task Every_format_and_the_count_by_lead_obey_them(string filter, int count)
    {
        var (path, query) = ("/reports/overdue", $"effectiveAsOf={Day}&lang=en&{filter}");
        var json = (await app.Get($"{path}.json?{query}")).Should(200).Json;
        var codes = json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()).ToList();

        codes.Should().HaveCount(count);
        Lines(await app.Get($"{path}.csv?{query}")).Select(line => line[0]).Should().Equal(codes);
        var byLead = json.GetProperty("items").EnumerateArray().GroupBy(item => item.GetProperty("lead").GetString(), (lead, items) => (lead, $"{items.Count()}")).ToList();
        Lines(await app.Get($"{path}.csv?{query}&table=agencies")).Select(line => (line[1], line[2])).Should().BeEquivalentTo(byLead);

        var page = (await app.Get($"{path}.html?{query}")).Should(200).Text;
        page.Split("<section id=\"assignments\">")[1].Split("<tr><td class=\"number\">").Should().HaveCount(count + 1);
        page.Should().Contain("<p class=\"scope\">Scope: ");
        using var book = SpreadsheetDocument.Open(await app.Http.GetStreamAsync($"{path}.xlsx?{query}"), false);
        book.WorkbookPart!.WorksheetParts.Select(part => part.Worksheet.Descendants<Row>().Count()).Should().Contain(count + 1);
        book.WorkbookPart.WorksheetParts.Should().Contain(part => part.Worksheet.InnerText.Contains("Scope", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_stands_under_whom_is_a_question_of_the_day()
    {
        (await Codes("effectiveAsOf=2025-09-14&under=tinh-uy-quang-tri")).Should().NotContain("91").And.NotContain("93");
        (await Codes("effectiveAsOf=2025-10-01&under=tinh-uy-quang-tri")).Should().Contain("93", "the commune moved there").And.NotContain("91");
        (await Codes("effectiveAsOf=2025-10-01&under=tinh-uy-ca-mau")).Should().Contain("91").And.NotContain("93");
        (await Codes("effectiveAsOf=2025-10-01&under=ban-chap-hanh-trung-uong")).Should().Contain("93", "that is above both provinces");
    }

    [Fact]
    public async Task What_it_was_narrowed_down_to_stands_on_the_page_and_in_the_address_of_its_bytes()
    {
        var page = (await app.Get($"/reports/overdue.html?effectiveAsOf={Day}&lang=vi&level=communal&under=tinh-uy-ca-mau&nature=specific&keyTask=true&head=Nguyễn Văn An, Bí thư&minDaysOverdue=5")).Should(200).Text;

        page.Should().Contain("<p class=\"scope\">Phạm vi: cơ quan, kể cả cấp dưới: Tỉnh ủy Cà Mau; cấp của cơ quan chủ trì: Cấp xã; loại: Nhiệm vụ cụ thể; nhiệm vụ trọng điểm: có; "
            + "người chịu trách nhiệm: Nguyễn Văn An, Bí thư; quá hạn ít nhất: 5 ngày</p>");
        var address = System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Match(page, "<a href=\"([^\"]*)\">JSON</a>").Groups[1].Value);
        (await app.Get(address)).Should(200).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()).Should().Equal("91");
        (await app.Get($"/reports/overdue.html?effectiveAsOf={Day}")).Text.Should().NotContain("<p class=\"scope\">");
    }

    [Fact]
    public async Task They_narrow_the_list_of_assignments_too()
    {
        var items = (await app.Get($"/assignments?effectiveAsOf={Day}&level=communal&nature=specific&pageSize=1000")).Should(200).Json.GetProperty("items").EnumerateArray().ToList();

        items.Select(item => item.GetProperty("code").GetString()).Should().Equal("91");
        (await app.Get($"/assignments?effectiveAsOf={Day}&minDaysOverdue=1&pageSize=1000")).Should(200).Json.GetProperty("items").EnumerateArray()
            .Should().OnlyContain(item => item.GetProperty("timeliness").GetString() == "overdue").And.NotBeEmpty();
    }

    [Theory]
    [InlineData("level=ministry", 400, "bad-request", "level")]
    [InlineData("nature=urgent", 400, "bad-request", "nature")]
    [InlineData("keyTask=yes", 400, "bad-request", "keyTask")]
    [InlineData("under=Bộ", 400, "bad-request", "under")]
    [InlineData("under=khong-co", 422, "unknown-agency", "under")]
    [InlineData("minDaysOverdue=0", 400, "bad-request", "minDaysOverdue")]
    [InlineData("minDaysOverdue=many", 400, "bad-request", "minDaysOverdue")]
    [InlineData("head=Nguyễn Văn", 422, "unknown-head", "head")]
    [InlineData("head=%00", 400, "bad-request", "head")]
    public async Task What_nobody_can_be_meant_by_is_refused(string query, int status, string code, string place)
    {
        foreach (var list in new[] { "/reports/overdue", "/assignments", "/reports/overdue.csv" })
        {
            var answer = (await app.Get($"{list}?{query}")).Should(status);
            (answer.Code, answer.Place).Should().Be((code, place));
        }
    }

    /// <summary>On 25 August: what will be overdue on 10 September if nothing happens, though later more time was given and work was done.</summary>
    [Fact]
    public async Task A_day_to_come_shows_what_will_be_overdue_if_nothing_happens()
    {
        const string ahead = "2025-09-10", known = "knownAsOf=2025-08-25T01:00:00Z";
        var open = (await Pages($"/assignments?effectiveAsOf=2025-08-25&{known}&counted=true")).Where(item => item.GetProperty("timeliness").GetString() is "notYetDue" or "dueSoon" or "overdue").ToList();
        var byHand = open.Where(item => string.CompareOrdinal(item.GetProperty("lastCompliantDay").GetString(), ahead) < 0).ToList();

        var report = (await app.Get($"/reports/overdue.json?effectiveAsOf={ahead}&{known}")).Should(200).Json;

        Ids(report).Should().BeEquivalentTo(byHand.Select(item => item.GetProperty("assignment").GetGuid()));
        report.GetProperty("items").EnumerateArray().Should().OnlyContain(item => item.GetProperty("daysOverdue").GetInt32() == Days(item.GetProperty("lastCompliantDay").GetString()!, ahead));
        Ids(report).Should().HaveCountGreaterThan((await Codes($"effectiveAsOf=2025-08-25&{known}")).Count);
        var happened = (await app.Get($"/reports/overdue.json?effectiveAsOf={ahead}&knownAsOf=2025-09-10T16:00:00Z")).Should(200).Json;
        Ids(report).Except(Ids(happened)).Should().NotBeEmpty("some was done by then or given more time");

        (await app.Get($"/reports/overdue.html?effectiveAsOf={ahead}&{known}&lang=en")).Should(200).Text.Should().Contain("This looks ahead");
        (await app.Get($"/reports/overdue.html?effectiveAsOf=2025-08-25&{known}&lang=en")).Should(200).Text.Should().NotContain("This looks ahead");
    }

    /// <summary>Each two choices together, and none.</summary>
    static IEnumerable<string[]> Pairs() =>
        (from i in Enumerable.Range(0, Choices.Length) from j in Enumerable.Range(0, i) from one in Choices[i] from other in Choices[j] select new[] { one, other }.Where(part => part is not "").ToArray())
        .DistinctBy(parts => string.Join('&', parts));

    static bool Met(string part, JsonElement item, int days, Dictionary<string, (string Level, string? Parent)> agencies)
    {
        var (lead, value) = (item.GetProperty("lead").GetString()!, part.Split('=')[1]);
        return part.Split('=')[0] switch
        {
            "level" => agencies[lead].Level == value,
            "agency" => lead == value,
            "under" => Above(lead).Contains(value),
            "nature" => item.GetProperty("nature").GetString() == value,
            "keyTask" => item.GetProperty("keyTask").GetBoolean() == (value is "true"),
            "head" => item.GetProperty("head").GetString() is { } head && (head == value || head.Split(", ")[0] == value),
            "minDaysOverdue" => days >= int.Parse(value, CultureInfo.InvariantCulture),
            _ => throw new InvalidOperationException(part)
        };

        IEnumerable<string> Above(string? code)
        {
            for (; code is not null; code = agencies[code].Parent)
                yield return code;
        }
    }

    /// <summary>Of what is open, has a last day before another and is counted; none is suspended here.</summary>
    static int? DaysOverdue(JsonElement item, string day) =>
        item.GetProperty("lifecycle").GetString() is "completed" or "completionReported" or "cancelled" or "superseded" || item.GetProperty("restated").GetBoolean()
        || item.GetProperty("lastCompliantDay").GetString() is not { } last || Days(last, day) <= 0 ? null : Days(last, day);

    static int Days(string from, string to) => DateOnly.Parse(to, CultureInfo.InvariantCulture).DayNumber - DateOnly.Parse(from, CultureInfo.InvariantCulture).DayNumber;

    static string Query(IEnumerable<string> filter) => string.Join('&', filter);

    Task<List<JsonElement>> Assignments(string day) => Pages($"/assignments?effectiveAsOf={day}");

    async Task<Dictionary<string, (string Level, string? Parent)>> Agencies(string day) =>
        (await Pages($"/agencies?on={day}")).ToDictionary(agency => agency.GetProperty("code").GetString()!, agency => (agency.GetProperty("level").GetString()!, agency.GetProperty("parent").GetString()));

    async Task<List<JsonElement>> Pages(string path)
    {
        var items = new List<JsonElement>();
        for (var next = ""; next is not null;)
        {
            var page = (await app.Get($"{path}&pageSize=1000{next}")).Should(200).Json;
            items.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("nextCursor").GetString() is { } cursor ? $"&cursor={cursor}" : null;
        }

        return items;
    }

    async Task<List<string?>> Codes(string query) =>
        [.. (await app.Get($"/reports/overdue.json?{query}")).Should(200).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString())];

    static List<Guid> Ids(JsonElement report) => [.. report.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("assignment").GetGuid())];

    /// <summary>The cells of a file without its heading; no cell that is looked at here has a comma.</summary>
    static IEnumerable<string[]> Lines(Answer csv) => csv.Should(200).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','));
}
