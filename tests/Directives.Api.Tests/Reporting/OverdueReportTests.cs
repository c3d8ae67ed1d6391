using Directives.Api.Tests.Demo;

namespace Directives.Api.Tests.Reporting;

public sealed class OverdueReportTests(DemoApp app) : IClassFixture<DemoApp>, IDisposable
{
    public void Dispose() => app.Clock.StoppedAt = null;

    [Fact]
    public async Task The_finance_guidance_was_overdue_as_known_on_the_first_of_August() =>
        (await Overdue("effectiveAsOf=2025-07-31&knownAsOf=2025-08-01T01:00:00Z")).Should().Equal("179-19/bo-tai-chinh");

    [Fact]
    public async Task The_finance_guidance_was_not_overdue_as_known_on_the_fifth_of_August() =>
        (await Overdue("effectiveAsOf=2025-07-31&knownAsOf=2025-08-05T01:00:00Z")).Should().BeEmpty();

    [Fact]
    public async Task It_was_not_overdue_on_the_last_day_of_the_exclusive_deadline() =>
        (await Overdue("effectiveAsOf=2025-07-30&knownAsOf=2025-08-01T01:00:00Z")).Should().BeEmpty();

    [Fact]
    public async Task No_later_than_30_August_is_not_overdue_at_23_59_in_Vietnam_and_is_one_minute_later()
    {
        app.Clock.StoppedAt = new(2025, 8, 30, 16, 59, 0, TimeSpan.Zero);
        (await Overdue("")).Should().BeEmpty();

        app.Clock.StoppedAt = new(2025, 8, 30, 17, 0, 0, TimeSpan.Zero);
        (await Overdue("")).Should().BeEquivalentTo("2308-07/tinh-uy-ca-mau", "2308-07/tinh-uy-quang-tri");
    }

    [Fact]
    public async Task Who_was_given_more_time_is_overdue_when_that_is_over()
    {
        (await Overdue("effectiveAsOf=2025-09-03&knownAsOf=2025-08-29T02:00:00Z")).Should().Contain("2308-07/tinh-uy-gia-lai").And.Contain("2308-07/tinh-uy-dak-lak", "nothing was granted yet");
        (await Overdue("effectiveAsOf=2025-09-03&knownAsOf=2025-09-03T02:00:00Z")).Should().BeEquivalentTo("2308-07/tinh-uy-ca-mau", "2308-07/tinh-uy-quang-tri");
        (await Overdue("effectiveAsOf=2025-09-04&knownAsOf=2025-09-04T02:00:00Z")).Should().Contain("2308-07/tinh-uy-dak-lak").And.NotContain("2308-07/tinh-uy-gia-lai", "it had until 5 September");
    }

    [Fact]
    public async Task What_has_no_last_day_is_never_overdue() =>
        (await Overdue("effectiveAsOf=2199-12-31")).Should().NotContain(item => item.StartsWith("312-03/", StringComparison.Ordinal)).And.Contain("312-04/tinh-uy-lao-cai");

    [Fact]
    public async Task The_longest_overdue_comes_first_with_its_days()
    {
        var items = (await app.Get("/reports/overdue?effectiveAsOf=2026-01-01")).Should(200).Json.GetProperty("items").EnumerateArray().ToList();

        var days = items.Select(item => item.GetProperty("daysOverdue").GetInt32()).ToList();
        days.Should().BeInDescendingOrder();
        days[0].Should().Be(124, "from 30/8/2025 to 1/1/2026");
        days[^1].Should().Be(1);
    }

    [Fact]
    public async Task Pages_of_one_report_agree_whatever_is_recorded_meanwhile()
    {
        var whole = await Overdue("effectiveAsOf=2026-01-01");
        var first = (await app.Get("/reports/overdue?effectiveAsOf=2026-01-01&pageSize=2")).Json;
        var paged = Items(first);
        for (var next = first.GetProperty("nextCursor").GetString(); next is not null;)
        {
            var page = (await app.Get($"/reports/overdue?pageSize=2&cursor={next}")).Should(200).Json;
            page.GetProperty("position").GetInt64().Should().Be(first.GetProperty("position").GetInt64());
            page.GetProperty("total").GetInt64().Should().Be(whole.Count);
            paged.AddRange(Items(page));
            next = page.GetProperty("nextCursor").GetString();
        }

        paged.Should().Equal(whole);
    }

    [Fact]
    public async Task It_can_be_asked_for_one_agency() =>
        (await Overdue("effectiveAsOf=2025-08-31&agency=tinh-uy-ca-mau")).Should().Equal("2308-07/tinh-uy-ca-mau");

    async Task<List<string>> Overdue(string query) => Items((await app.Get($"/reports/overdue?{query}")).Should(200).Json);

    static List<string> Items(System.Text.Json.JsonElement report) =>
        [.. report.GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("code").GetString()}/{item.GetProperty("lead").GetString()}")];
}
