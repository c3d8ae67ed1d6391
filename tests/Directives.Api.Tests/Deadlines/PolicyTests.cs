using System.Text.Json;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Deadlines;

/// <summary>Each test has a host and a log of its own: a policy that is adopted holds for everybody.</summary>
public sealed class PolicyTests : IAsyncLifetime
{
    readonly App app = new();

    public Task InitializeAsync() => app.InitializeAsync();

    public Task DisposeAsync() => app.DisposeAsync();

    static readonly object By30August = new { phrase = "muộn nhất là ngày 30-8", kind = "explicit", period = "2025-08-30", bound = "noLaterThan", yearInferred = true };

    [Fact]
    public async Task Before_any_decision_the_built_in_policy_is_in_force()
    {
        var policies = (await app.Get("/policies")).Should(200).Json;

        policies.GetProperty("inForce").GetString().Should().Be("2025-1");
        policies.GetProperty("versions").GetArrayLength().Should().Be(1);
        var first = policies.GetProperty("versions")[0];
        first.GetProperty("beforeIsExclusive").GetBoolean().Should().BeTrue();
        first.GetProperty("rollDaysOff").GetBoolean().Should().BeFalse();
        first.GetProperty("dueSoonDays").GetInt32().Should().Be(3);
        first.GetProperty("followUpAfterWorkingDays").GetInt32().Should().Be(30);
        policies.GetProperty("reportingWeeks").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task A_deadline_shows_the_versions_it_was_read_by()
    {
        var deadline = await Deadline(await app.TaskWithDeadline(await app.IssuedDirective(), deadline: By30August));

        deadline.GetProperty("policy").GetString().Should().Be("2025-1");
        deadline.GetProperty("calendar").GetString().Should().Be("vn-0");
        deadline.GetProperty("provisional").GetBoolean().Should().BeFalse();
        deadline.GetProperty("lastCompliantDay").GetString().Should().Be("2025-08-30");
        deadline.GetProperty("overdueFrom").GetString().Should().Be("2025-08-30T17:00:00Z");
    }

    [Fact]
    public async Task A_policy_that_rolls_days_off_holds_for_deadlines_entered_from_then_on_and_no_others()
    {
        var directive = await app.IssuedDirective();
        var before = await app.TaskWithDeadline(directive, "before", By30August);
        (await app.Post("/policies", new { version = "2026-1", rollDaysOff = true, dueSoonDays = 5, reference = "12-QC/TW" })).Should(201);

        var after = await app.TaskWithDeadline(directive, "after", By30August);

        (await Deadline(before)).GetProperty("lastCompliantDay").GetString().Should().Be("2025-08-30");
        var rolled = await Deadline(after);
        rolled.GetProperty("lastCompliantDay").GetString().Should().Be("2025-09-03", "the weekend opens the National Day holiday");
        rolled.GetProperty("policy").GetString().Should().Be("2026-1");
        (await app.Get("/policies")).Json.GetProperty("inForce").GetString().Should().Be("2026-1");
    }

    [Fact]
    public async Task The_lists_read_the_rolled_day_and_call_due_soon_what_the_policy_calls_so()
    {
        (await app.Post("/policies", new { version = "2026-1", rollDaysOff = true, dueSoonDays = 5, reference = "12-QC/TW" })).Should(201);
        var directive = await app.IssuedDirective();
        var first = (await app.Post($"{directive}/tasks", ATask("deadline first"))).Should(201).Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString();
        var stated = (await app.Post($"{directive}/tasks/{first}/deadlines", By30August)).Should(201).Position;
        (await app.Get($"/assignments?minPosition={stated}")).Should(200);
        await app.Assigned($"{directive}/tasks/{first}");
        var task = (await app.Post($"{directive}/tasks", ATask("assigned first"))).Should(201).Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString();
        await app.Assigned($"{directive}/tasks/{task}");
        var last = (await app.Post($"{directive}/tasks/{task}/deadlines", By30August)).Should(201).Position;

        (await On("2025-08-28")).Should().Equal("2025-09-03/notYetDue", "2025-09-03/notYetDue");
        (await On("2025-08-29")).Should().Equal("2025-09-03/dueSoon", "2025-09-03/dueSoon");
        (await On("2025-09-03")).Should().Equal("2025-09-03/dueSoon", "2025-09-03/dueSoon");
        (await On("2025-09-04")).Should().Equal("2025-09-03/overdue", "2025-09-03/overdue");

        async Task<IEnumerable<string>> On(string day) =>
            (await app.Get($"/assignments?directive={directive.Split('/')[^1]}&effectiveAsOf={day}&minPosition={last}")).Should(200).Json.GetProperty("items").EnumerateArray()
                .Select(item => $"{item.GetProperty("lastCompliantDay").GetString()}/{item.GetProperty("timeliness").GetString()}").ToList();
    }

    [Fact]
    public async Task A_calendar_that_is_adopted_names_itself_in_deadlines_and_ends_what_is_provisional()
    {
        (await app.Post("/policies", new { version = "2026-1", rollDaysOff = true, reference = "12-QC/TW" })).Should(201);
        var directive = await app.IssuedDirective();
        var in2027 = new { phrase = "trước ngày 7/2/2027", kind = "explicit", period = "2027-02-07", bound = "before" };
        var before = await app.TaskWithDeadline(directive, "before", in2027);
        var tet = new[] { new { day = "2027-02-08", name = new { vi = "Tết Nguyên đán" }, source = "Thông báo" } };
        (await app.Post("/calendars/vn/years", new { year = 2027, holidays = tet, reference = "Thông báo" })).Should(201);

        var after = await app.TaskWithDeadline(directive, "after", in2027);

        var (first, second) = (await Deadline(before), await Deadline(after));
        (first.GetProperty("calendar").GetString(), first.GetProperty("lastCompliantDay").GetString(), first.GetProperty("provisional").GetBoolean()).Should().Be(("vn-0", "2027-02-08", true));
        (second.GetProperty("calendar").GetString(), second.GetProperty("lastCompliantDay").GetString(), second.GetProperty("provisional").GetBoolean()).Should().Be(("vn-1", "2027-02-09", false));
    }

    [Fact]
    public async Task A_policy_may_take_effect_later()
    {
        (await app.Post("/policies", new { version = "later", rollDaysOff = true, effectiveOn = "2199-01-01", reference = "12-QC/TW" })).Should(201);

        (await app.Get("/policies")).Json.GetProperty("inForce").GetString().Should().Be("2025-1");
        (await app.Get("/policies?on=2199-01-01")).Json.GetProperty("inForce").GetString().Should().Be("later");
        (await Deadline(await app.TaskWithDeadline(await app.IssuedDirective(), deadline: By30August))).GetProperty("policy").GetString().Should().Be("2025-1");
    }

    [Fact]
    public async Task A_retry_gets_its_first_answer_although_another_policy_has_come_into_force()
    {
        var directive = await app.IssuedDirective();
        var task = (await app.Post($"{directive}/tasks", ATask("19"))).Should(201).Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString();
        var first = (await app.Post($"{directive}/tasks/{task}/deadlines", By30August, key: "a retry")).Should(201);
        (await app.Post("/policies", new { version = "2026-1", rollDaysOff = true, reference = "12-QC/TW" })).Should(201);

        (await app.Post($"{directive}/tasks/{task}/deadlines", By30August, key: "a retry")).Should(201).Text.Should().Be(first.Text);
    }

    [Fact]
    public async Task An_open_task_without_a_date_says_when_to_ask_after_it()
    {
        var directive = await app.IssuedDirective();
        var urgent = await app.Assigned(await app.TaskWithDeadline(directive, "urgent", new { phrase = "khẩn trương", kind = "urgencyOnly" }));
        var dated = await app.Assigned(await app.TaskWithDeadline(directive, "dated"));

        var followUp = (await app.Get(urgent)).Should(200).Json.GetProperty("followUp");
        followUp.GetProperty("day").GetString().Should().Be("2025-09-09", "assigned on 25 July; 1 and 2 September are off");
        followUp.GetProperty("policy").GetString().Should().Be("2025-1");
        followUp.GetProperty("calendar").GetString().Should().Be("vn-0");
        followUp.GetProperty("provisional").GetBoolean().Should().BeFalse();
        (await app.Get(dated)).Json.GetProperty("followUp").ValueKind.Should().Be(JsonValueKind.Null);

        (await app.Post($"{urgent}/completion-reports", Completion("2025-07-30"), Finance, "LeadReporter")).Should(201);
        (await app.Post($"{urgent}/verifications", new { outcome = "accepted" }, Committee, "Verifier")).Should(201);
        (await app.Get(urgent)).Json.GetProperty("followUp").ValueKind.Should().Be(JsonValueKind.Null, "it is done");
    }

    [Fact]
    public async Task A_body_moves_its_reporting_week_and_reports_follow_it()
    {
        await app.RegisteredAgencies();
        var before = (await app.Get("/directives")).Json.GetProperty("position").GetInt64();
        (await app.Post("/policies/reporting-weeks", new { body = Finance, start = "monday", effectiveOn = "2025-08-04", reference = "12-QC/TW" })).Should(201);

        var week = (await app.Get("/policies")).Json.GetProperty("reportingWeeks")[0];
        (week.GetProperty("body").GetString(), week.GetProperty("start").GetString()).Should().Be((Finance, "monday"));
        (await Week($"2025-08-04?body={Finance}")).Should().Be("2025-08-04/2025-08-10/2025-08-10T17:00:00Z");
        (await Week($"2025-08-01?body={Finance}")).Should().Be("2025-08-01/2025-08-03/2025-08-03T17:00:00Z", "it is cut short");
        (await Week($"2025-08-01?body={Finance}&atPosition={before}")).Should().Be("2025-08-01/2025-08-07/2025-08-07T17:00:00Z", "nobody knew of the move then");
        (await Week($"2025-08-08?body={Justice}")).Should().Be("2025-08-08/2025-08-14/2025-08-14T17:00:00Z");
        (await Week("2025-08-08")).Should().Be("2025-08-08/2025-08-14/2025-08-14T17:00:00Z");
        (await app.Get($"/reports/weekly/2025-08-08?body={Finance}")).Should(422).Code.Should().Be("not-the-start-of-a-week");
        (await app.Get("/reports/weekly/2025-08-08?body=bo-khong-co")).Should(422).Place.Should().Be("body");
        (await app.Get("/reports/weekly/2025-08-08?body=a%00b")).Should(400).Place.Should().Be("body");

        async Task<string> Week(string question)
        {
            var report = (await app.Get($"/reports/weekly/{question}")).Should(200).Json;
            return $"{report.GetProperty("start").GetString()}/{report.GetProperty("end").GetString()}/{report.GetProperty("cutOff").GetString()}";
        }
    }

    [Fact]
    public async Task What_is_wrong_with_a_policy_is_refused_and_the_place_is_named()
    {
        await app.RegisteredAgencies();
        await Refused("/policies", """{"version":"2025-1","reference":"x"}""", 409, "policy-version-taken", "/version");
        await Refused("/policies", """{"version":" ","reference":"x"}""", 422, "text-required", "/version");
        await Refused("/policies", """{"version":"a","reference":""}""", 422, "text-required", "/reference");
        await Refused("/policies", """{"version":"a"}""", 400, "missing-member", "");
        await Refused("/policies", """{"version":"a","reference":"x","dueSoonDays":61}""", 422, "policy-due-soon-out-of-range", "/dueSoonDays");
        await Refused("/policies", """{"version":"a","reference":"x","dueSoonDays":"3"}""", 400, "malformed-json", "/dueSoonDays");
        await Refused("/policies", """{"version":"a","reference":"x","followUpAfterWorkingDays":0}""", 422, "policy-follow-up-out-of-range", "/followUpAfterWorkingDays");
        await Refused("/policies", """{"version":"a","reference":"x","effectiveOn":"2025-02-30"}""", 400, "malformed-json", "/effectiveOn");
        await Refused("/policies", """{"version":"a","reference":"x","rolls":true}""", 400, "unknown-member", "/rolls");
        await Refused("/policies/reporting-weeks", Move(Finance, "monday", "2025-08-05"), 422, "reporting-week-begins-elsewhere", "/effectiveOn");
        await Refused("/policies/reporting-weeks", Move(Finance, "mon", "2025-08-04"), 400, "malformed-json", "/start");
        await Refused("/policies/reporting-weeks", Move(Finance, "1", "2025-08-04"), 400, "malformed-json", "/start");
        await Refused("/policies/reporting-weeks", Move("bo-khong-co", "monday", "2025-08-04"), 422, "unknown-agency", "/body");
        (await app.Get("/policies?on=soon")).Should(400).Place.Should().Be("on");
        (await app.Get("/policies")).ETag.Should().Be("\"0\"", "nothing was recorded");

        (await app.Post("/policies", new { version = "a", effectiveOn = "2026-01-01", reference = "x" })).Should(201);
        await Refused("/policies", """{"version":"b","effectiveOn":"2026-01-01","reference":"x"}""", 409, "policy-not-after-last", "/effectiveOn");
        (await app.Post("/policies/reporting-weeks", Move(Finance, "monday", "2025-08-04"))).Should(201);
        await Refused("/policies/reporting-weeks", Move(Finance, "tuesday", "2025-07-29"), 409, "reporting-week-not-after-last", "/effectiveOn");

        async Task Refused(string path, string body, int status, string code, string place)
        {
            var answer = (await app.Post(path, body)).Should(status);
            answer.Code.Should().Be(code);
            answer.Place.Should().Be(place);
        }

        static string Move(string body, string start, string on) => $$"""{"body":"{{body}}","start":"{{start}}","effectiveOn":"{{on}}","reference":"12-QC/TW"}""";
    }

    [Fact]
    public async Task A_restart_keeps_what_was_adopted()
    {
        (await app.Post("/policies", new { version = "2026-1", rollDaysOff = true, reference = "12-QC/TW" })).Should(201);

        await app.Restart();

        (await app.Get("/policies")).Json.GetProperty("inForce").GetString().Should().Be("2026-1");
    }

    async Task<JsonElement> Deadline(string task)
    {
        var parts = task.Split('/');
        return (await app.Get($"/directives/{parts[2]}")).Should(200).Json.GetProperty("tasks").EnumerateArray()
            .Single(t => t.GetProperty("task").GetString() == parts[^1]).GetProperty("deadline");
    }
}
