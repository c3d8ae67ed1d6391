using System.Text.Json;
using Directives.Api.Demo;
using Directives.Api.Tests.Demo;
using Directives.EventSourcing;
using Microsoft.Extensions.DependencyInjection;

namespace Directives.Api.Tests.Reporting;

public class WhatIfTests(DemoApp app) : IClassFixture<DemoApp>
{
    const string Week = "/reports/weekly/2025-07-25", KnownThen = "knownAsOf=2025-08-01T01:00:00Z";

    static readonly Guid Guidance = DemoLoader.AssignmentIdOf("179-19", new("bo-tai-chinh")).Value;

    [Fact]
    public async Task Had_before_included_the_day_it_names_the_finance_guidance_and_nothing_else_would_not_have_been_overdue()
    {
        var head = await Head();

        var answer = await Suppose($"?{KnownThen}", new { policy = new { beforeIsExclusive = false } });

        var changed = answer.GetProperty("assignments").EnumerateArray().Where(assignment => Names(assignment, "left").Contains("timeliness-overdue")).Should().ContainSingle().Subject;
        changed.GetProperty("assignment").GetGuid().Should().Be(Guidance);
        Names(changed, "left").Should().Contain(["newlyOverdue", "timeliness-overdue"]);
        var other = answer.GetProperty("assignments").EnumerateArray().Except([changed]).Should().ContainSingle().Subject;
        (other.GetProperty("code").GetString(), string.Join(' ', Names(other, "left"))).Should().Be(("312-02", "timeliness-late"), "that was done on the day itself");
        Figures(answer).Should().Contain(["/notable/newlyOverdue 1 0", "/totals/byTimeliness/overdue 1 0", "/totals/byTimeliness/dueSoon 0 1"]);
        answer.GetProperty("report").GetProperty("notable").GetProperty("newlyOverdue").GetInt32().Should().Be(0);
        (await Head()).Should().Be(head, "nothing is written");
    }

    [Fact]
    public async Task Work_that_names_no_day_would_be_due_after_so_many_working_days()
    {
        var answer = await Suppose("", new { policy = new { undatedDueAfterWorkingDays = 1 } });

        var timeliness = answer.GetProperty("report").GetProperty("totals").GetProperty("byTimeliness");
        timeliness.GetProperty("noDeadline").GetInt32().Should().Be(1, "that one names the day it begins");
        timeliness.GetProperty("deadlineUnknown").GetInt32().Should().Be(Figure(await Report(), "totals", "byTimeliness", "deadlineUnknown"), "that waits for something else");
        var undated = Figure(await Report(), "totals", "byTimeliness", "noDeadline");
        answer.GetProperty("assignments").GetArrayLength().Should().Be(undated - 1).And.BePositive();
    }

    [Fact]
    public async Task A_correction_tried_out_says_what_the_report_says_once_it_is_made()
    {
        var directive = DemoLoader.IdOf("179").Value;
        var version = await VersionOfDeadline(directive);
        var correction = new
        {
            fact = "deadline",
            version,
            reason = "Nhập nhầm ngày.",
            reference = "179-KL/TW",
            task = DemoLoader.TaskIdOf("179-19").Value,
            deadline = new { phrase = "trước ngày 15/8/2025", kind = "explicit", period = "2025-08-15", bound = "before" }
        };
        var tried = await Suppose("", new { correction = new { directive, correct = correction } });
        tried.GetProperty("assignments").EnumerateArray().Select(changed => changed.GetProperty("assignment").GetGuid()).Should().Equal(Guidance);

        (await app.Post($"/directives/{directive}/corrections", correction)).Should(201);

        var made = await Report();
        Without(made, "position", "assignments").Should().Be(Without(tried.GetProperty("report"), "position", "assignments"));
    }

    [Theory]
    [InlineData("", "{}", 400, "nothing-supposed", "")]
    [InlineData("", """{"policy": {"dueSoonDays": 61}}""", 422, "policy-due-soon-out-of-range", "/policy/dueSoonDays")]
    [InlineData("", """{"policy": {"undatedDueAfterWorkingDays": 0}}""", 422, "policy-follow-up-out-of-range", "/policy/undatedDueAfterWorkingDays")]
    [InlineData("", """{"policy": {"afterIsExclusive": true}}""", 400, "unknown-member", "/policy/afterIsExclusive")]
    [InlineData("?atPosition=100", """{"correction": {"directive": "00000000-0000-0000-0000-000000000001", "correct": {"fact": "percent", "version": 1, "reason": "x", "reference": "x", "assignment": "00000000-0000-0000-0000-000000000001", "percent": 1}}}""", 400, "corrects-the-past", "atPosition")]
    [InlineData("", """{"correction": {"directive": "00000000-0000-0000-0000-000000000001", "correct": {"fact": "percent", "version": 1, "reason": "x", "reference": "x", "assignment": "00000000-0000-0000-0000-000000000001", "percent": 1}}}""", 422, "unknown-directive", "/correction/directive")]
    public async Task What_makes_no_sense_is_refused(string query, string body, int status, string code, string place)
    {
        var answer = (await app.Post($"{Week}/what-if{query}", JsonSerializer.Deserialize<JsonElement>(body))).Should(status);

        (answer.Code, answer.Json.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("pointer").GetString() : "").Should().Be((code, place));
    }

    [Fact]
    public async Task A_correction_that_would_be_refused_is_refused_here()
    {
        var answer = await app.Post($"{Week}/what-if", new
        {
            correction = new
            {
                directive = DemoLoader.IdOf("179").Value,
                correct = new { fact = "kind", version = 999_999, reason = "x", reference = "x", task = DemoLoader.TaskIdOf("179-19").Value, nature = "specific", keyTask = false }
            }
        });

        answer.Status.Should().BeOneOf(409, 422);
        answer.Json.GetProperty("errors")[0].GetProperty("pointer").GetString().Should().StartWith("/correction/correct/");
    }

    [Fact]
    public async Task Two_reports_side_by_side_differ_in_the_assignment_that_was_recorded_late()
    {
        var answer = (await app.Get($"{Week}/comparison?{KnownThen}&otherKnownAsOf=2025-08-05T01:00:00Z")).Should(200).Json;

        answer.GetProperty("assignments").EnumerateArray().Should().ContainSingle().Which.GetProperty("assignment").GetGuid().Should().Be(Guidance);
        Figures(answer).Should().Contain("/notable/newlyOverdue 1 0");
        answer.GetProperty("one").GetProperty("totals").GetProperty("overdue").GetInt32().Should().Be(1);
        (await app.Get($"{Week}/comparison?{KnownThen}")).Should(200).Json.GetProperty("figures").GetArrayLength().Should().Be(0, "it is the same report");
        var weeks = (await app.Get($"{Week}/comparison?otherStart=2025-08-01")).Should(200).Json;
        (weeks.GetProperty("one").GetProperty("end").GetString(), weeks.GetProperty("other").GetProperty("end").GetString()).Should().Be(("2025-07-31", "2025-08-07"));
        (await app.Get($"{Week}/comparison?otherStart=2025-08-02")).Should(422).Code.Should().Be("not-a-friday");
    }

    async Task<long> VersionOfDeadline(Guid directive)
    {
        var events = (await app.Get($"/directives/{directive}/events?pageSize=500")).Should(200).Json.GetProperty("items").EnumerateArray();
        return events.Single(e => e.GetProperty("type").GetString() == "deadline_set" && e.GetProperty("data").GetProperty("task").GetGuid() == DemoLoader.TaskIdOf("179-19").Value)
            .GetProperty("version").GetInt64();
    }

    async Task<JsonElement> Suppose(string query, object body) => (await app.Post($"{Week}/what-if{query}", body)).Should(200).Json;

    async Task<JsonElement> Report() => (await app.Get(Week)).Should(200).Json;

    Task<long> Head() => app.Services.GetRequiredService<EventStore>().Head(default);

    static int Figure(JsonElement report, params string[] path) => path.Aggregate(report, (at, name) => at.GetProperty(name)).GetInt32();

    static IEnumerable<string> Figures(JsonElement answer) => answer.GetProperty("figures").EnumerateArray()
        .Select(figure => $"{figure.GetProperty("figure").GetString()} {figure.GetProperty("old")} {figure.GetProperty("new")}");

    static IEnumerable<string> Names(JsonElement difference, string side) => difference.GetProperty(side).EnumerateArray().Select(name => name.GetString()!);

    static string Without(JsonElement report, params string[] members) =>
        string.Join("\n", report.EnumerateObject().Where(member => !members.Contains(member.Name)).Select(member => $"{member.Name}: {member.Value.GetRawText()}"));
}
