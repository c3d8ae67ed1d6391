using System.Text.Json;

namespace Directives.Api.Tests.Calendars;

public class CalendarTests(App app) : IClassFixture<App>
{
    const string Good = """
        {"year":2031,"holidays":[{"day":"2031-01-01","name":{"vi":"Tết Dương lịch"},"source":"Bộ luật Lao động, Điều 112"}],
         "swaps":[{"givenOff":"2031-01-02","workedInstead":"2031-01-11","decision":"Thông báo","source":"baochinhphu.vn"}],"reference":"Thông báo"}
        """;

    [Fact]
    public async Task The_program_comes_with_2025_and_2026_and_the_source_of_every_date()
    {
        var known = (await app.Get("/calendars/vn?atVersion=0")).Should(200);

        known.ETag.Should().Be("\"0\"");
        known.Json.GetProperty("version").GetString().Should().Be("vn-0");
        Years(known).Should().Equal(2025, 2026);
        foreach (var year in known.Json.GetProperty("years").EnumerateArray())
            foreach (var holiday in year.GetProperty("holidays").EnumerateArray())
                holiday.GetProperty("source").GetString().Should().NotBeEmpty();
        known.Json.GetProperty("years")[0].GetProperty("swaps")[0].GetProperty("workedInstead").GetString().Should().Be("2025-04-26");
    }

    [Fact]
    public async Task A_year_is_adopted_and_counts_from_then_on()
    {
        (await Days("from=2028-02-28&add=1")).GetProperty("provisional").GetBoolean().Should().BeTrue();

        var adopted = (await app.Post("/calendars/vn/years", AYear(2028, "2028-02-29"))).Should(201);

        var calendar = (await app.Get("/calendars/vn")).Should(200);
        Years(calendar).Should().Contain(2028);
        calendar.Json.GetProperty("version").GetString().Should().Be($"vn-{adopted.Json.GetProperty("version").GetInt64()}");
        var year = calendar.Json.GetProperty("years").EnumerateArray().Single(y => y.GetProperty("year").GetInt32() == 2028);
        year.GetProperty("since").GetString().Should().Be($"vn-{adopted.Json.GetProperty("version").GetInt64()}");
        year.GetProperty("holidays")[0].GetProperty("lunarDate").GetString().Should().Be("mùng 5 tháng Hai");

        var next = await Days("from=2028-02-28&add=1");
        next.GetProperty("to").GetString().Should().Be("2028-03-01", "29 February is a holiday now");
        next.GetProperty("provisional").GetBoolean().Should().BeFalse();
        next.GetProperty("calendar").GetString().Should().Be(calendar.Json.GetProperty("version").GetString());
    }

    [Fact]
    public async Task A_later_adoption_takes_its_place_and_the_version_before_can_still_be_asked()
    {
        var first = (await app.Post("/calendars/vn/years", AYear(2029, "2029-03-01"))).Should(201).Json.GetProperty("version").GetInt64();
        (await app.Post("/calendars/vn/years", AYear(2029, "2029-03-02"))).Should(201);

        (await Days("from=2029-02-28&add=1")).GetProperty("to").GetString().Should().Be("2029-03-01");
        var then = await Days($"from=2029-02-28&add=1&atVersion={first}");
        then.GetProperty("to").GetString().Should().Be("2029-03-02");
        then.GetProperty("calendar").GetString().Should().Be($"vn-{first}");
    }

    [Theory]
    [InlineData("from=2025-04-25&to=2025-05-05", "2025-05-05", 4)] // the worked Saturday, Monday, Tuesday, and the Monday after
    [InlineData("from=2025-01-24&add=1", "2025-02-03", 1)]
    [InlineData("from=2025-02-03&add=-1", "2025-01-24", -1)]
    [InlineData("from=2025-12-31&to=2026-01-12", "2026-01-12", 7)]
    [InlineData("from=2025-08-30&add=0", "2025-08-30", 0)]
    [InlineData("from=2025-07-28&add=30", "2025-09-10", 30)]
    public async Task Working_days_are_counted_and_added(string query, string to, int days)
    {
        var counted = await Days($"{query}&atVersion=0");

        counted.GetProperty("to").GetString().Should().Be(to);
        counted.GetProperty("workingDays").GetInt32().Should().Be(days);
        counted.GetProperty("calendar").GetString().Should().Be("vn-0");
        counted.GetProperty("provisional").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task A_repeated_adoption_gets_its_first_answer_and_the_same_under_another_key_adds_nothing()
    {
        var key = Guid.NewGuid().ToString();
        var first = (await app.Post("/calendars/vn/years", AYear(2032, "2032-01-01"), key: key)).Should(201);

        (await app.Post("/calendars/vn/years", AYear(2032, "2032-01-01"), key: key)).Should(201).Text.Should().Be(first.Text);
        (await app.Post("/calendars/vn/years", AYear(2032, "2032-01-01"))).Should(201).Json.GetProperty("events").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Lists_and_reports_go_on_behind_an_adoption()
    {
        var adopted = (await app.Post("/calendars/vn/years", AYear(2033, "2033-01-03"))).Should(201);
        (await app.Get($"/assignments?minPosition={adopted.Position}")).Should(200);
    }

    [Fact]
    public async Task Who_has_seen_an_older_calendar_is_told()
    {
        (await app.Post("/calendars/vn/years", AYear(2034, "2034-01-03"))).Should(201);
        (await app.Post("/calendars/vn/years", AYear(2034, "2034-01-04"), ifMatch: "\"0\"")).Should(412).Code.Should().Be("stale");
    }

    [Theory]
    [InlineData("2031-01-01", "2030-12-31", 422, "calendar-day-outside-year", "/holidays/0/day")]
    [InlineData("\"2031-01-01\"", "\"soon\"", 400, "malformed-json", "/holidays/0/day")]
    [InlineData("2031-01-02", "2031-01-01", 422, "calendar-day-named-twice", "/swaps/0/givenOff")]
    [InlineData("2031-01-02", "2031-01-04", 422, "swap-of-a-day-off", "/swaps/0/givenOff")]
    [InlineData("2031-01-11", "2031-01-10", 422, "swap-for-a-working-day", "/swaps/0/workedInstead")]
    [InlineData("2031,", "1492,", 422, "calendar-year-out-of-range", "/year")]
    [InlineData("2031,", "2147483647,", 422, "calendar-year-out-of-range", "/year")]
    [InlineData("2031,", "20310,", 422, "calendar-year-out-of-range", "/year")]
    [InlineData("\"year\":2031", "\"year\":\"2031\"", 400, "malformed-json", "/year")]
    [InlineData("Tết Dương lịch", "", 422, "text-required", "/holidays/0/name/vi")]
    [InlineData("\"Bộ luật Lao động, Điều 112\"", "null", 400, "malformed-json", "/holidays/0/source")]
    [InlineData("\"source\":\"Bộ luật Lao động, Điều 112\"", "\"quelle\":\"x\"", 400, "unknown-member", "/holidays/0/quelle")]
    [InlineData("\"swaps\":[{", "\"swaps\":[null,{", 400, "malformed-json", "/swaps")]
    [InlineData("\"reference\":\"Thông báo\"", "\"reference\":\"\"", 422, "text-required", "/reference")]
    [InlineData("\"reference\":\"Thông báo\"", "\"reference\":\"Thông báo\",\"effectiveOn\":\"2199-01-01\"", 422, "effective-in-the-future", "/effectiveOn")]
    public async Task A_year_with_something_wrong_is_refused_and_the_place_is_named(string good, string bad, int status, string code, string place)
    {
        var before = (await app.Get("/calendars/vn")).ETag;

        var answer = (await app.Post("/calendars/vn/years", Good.Replace(good, bad, StringComparison.Ordinal))).Should(status);

        answer.Code.Should().Be(code);
        answer.Place.Should().Be(place);
        (await app.Get("/calendars/vn")).ETag.Should().Be(before);
    }

    [Fact]
    public async Task A_year_without_holidays_is_refused() =>
        (await app.Post("/calendars/vn/years", new { year = 2035, holidays = Array.Empty<object>(), reference = "Thông báo" })).Should(422).Code.Should().Be("holidays-required");

    [Theory]
    [InlineData("/calendars/vn?atVersion=-1", 400, "atVersion")]
    [InlineData("/calendars/vn?atVersion=999999", 422, "atVersion")]
    [InlineData("/calendars/vn?atVersion=vn-0", 400, "atVersion")]
    [InlineData("/calendars/vn/working-days?from=2025-01-01", 400, "to")]
    [InlineData("/calendars/vn/working-days?from=2025-01-01&to=2025-02-01&add=3", 400, "to")]
    [InlineData("/calendars/vn/working-days?to=2025-01-01", 400, "from")]
    [InlineData("/calendars/vn/working-days?from=2025-02-30&add=1", 400, "from")]
    [InlineData("/calendars/vn/working-days?from=2025-01-01&to=9999-12-31", 400, "to")]
    [InlineData("/calendars/vn/working-days?from=2025-01-01&add=2001", 400, "add")]
    [InlineData("/calendars/vn/working-days?from=2025-01-01&add=-2147483648", 400, "add")]
    [InlineData("/calendars/vn/working-days?from=2025-01-01&add=many", 400, "add")]
    [InlineData("/calendars/vn/working-days?from=2025-01-01&add=1&atVersion=999999", 422, "atVersion")]
    public async Task A_question_with_something_wrong_is_refused_and_the_parameter_is_named(string path, int status, string parameter)
    {
        var answer = (await app.Get(path)).Should(status);

        answer.Code.Should().Be(status is 400 ? "bad-request" : "calendar-version-not-reached");
        answer.Place.Should().Be(parameter);
    }

    [Theory]
    [InlineData("1900-01-01", "2200-12-31")]
    [InlineData("2200-12-31", "1900-01-01")]
    public async Task The_longest_count_is_answered(string from, string to) => (await app.Get($"/calendars/vn/working-days?from={from}&to={to}")).Should(200);

    [Theory]
    [InlineData("1900-01-01", -2000)]
    [InlineData("2200-12-31", 2000)]
    public async Task The_longest_way_out_of_the_years_is_answered(string from, int add) => (await Days($"from={from}&add={add}")).GetProperty("workingDays").GetInt32().Should().Be(add);

    static object AYear(int year, string holiday) => new
    {
        year,
        holidays = new[] { new { day = holiday, name = new { vi = "Ngày nghỉ", en = "A holiday" }, source = "Thông báo", lunarDate = "mùng 5 tháng Hai" } },
        reference = "Thông báo"
    };

    async Task<JsonElement> Days(string query) => (await app.Get($"/calendars/vn/working-days?{query}")).Should(200).Json;

    static IEnumerable<int> Years(Answer calendar) => calendar.Json.GetProperty("years").EnumerateArray().Select(year => year.GetProperty("year").GetInt32());
}
