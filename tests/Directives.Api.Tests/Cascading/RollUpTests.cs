using System.Text.Json;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Cascading;

public class RollUpTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task A_childs_deadline_is_not_after_that_of_the_task_it_carries_out()
    {
        var parent = await app.TaskWithDeadline(await app.IssuedDirective());
        var task = await TaskOf(await Child(parent));

        var late = (await Deadline(task, "2025-07-31")).Should(409);

        late.Code.Should().Be("deadline-after-parents");
        late.Json.GetProperty("parentLastCompliantDay").GetString().Should().Be("2025-07-30");
        late.Json.GetProperty("parentTask").GetProperty("task").GetString().Should().Be(IdOf(parent));
        (await Deadline(task, "2025-07-30")).Should(201);
    }

    [Fact]
    public async Task What_binds_a_parent_without_a_day_of_its_own_binds_the_child()
    {
        var top = await app.TaskWithDeadline(await app.IssuedDirective());
        var middle = await TaskOf(await Child(top));
        var bottom = await TaskOf(await Child(middle));

        (await Deadline(bottom, "2025-07-31")).Should(409).Json.GetProperty("parentTask").GetProperty("task").GetString().Should().Be(IdOf(top));

        (await Deadline(middle, "2025-07-28")).Should(201);
        (await Deadline(bottom, "2025-07-29")).Should(409).Json.GetProperty("parentLastCompliantDay").GetString().Should().Be("2025-07-28");
        (await Deadline(bottom, "2025-07-28")).Should(201);
    }

    [Fact]
    public async Task Of_several_parents_the_earliest_day_counts_and_links_of_other_kinds_bind_nobody()
    {
        var (early, late) = (await app.TaskWithDeadline(await app.IssuedDirective(), deadline: Until("2025-08-01")), await app.TaskWithDeadline(await app.IssuedDirective(), deadline: Until("2025-08-05")));

        (await Deadline(await TaskOf(await Directive(Link("implements", late), Link("implements", early))), "2025-08-02")).Should(409);
        (await Deadline(await TaskOf(await Directive(Link("implements", late), Link("basis", early))), "2025-08-02")).Should(201);
    }

    [Fact]
    public async Task Progress_below_is_rolled_up_to_any_depth_and_every_number_leads_to_its_list()
    {
        var parent = await app.TaskWithDeadline(await app.IssuedDirective());
        await app.Assigned(parent);
        var child = await Child(parent);
        var (done, halfway) = (await app.Assigned(await TaskOf(child, "a"), Finance), await app.Assigned(await TaskOf(child, "b"), Justice));
        var grandchild = await Child($"{child}/tasks/{IdOf(await TaskOf(child, "c"))}");
        var cancelled = await TaskOf(grandchild, "d");
        await app.Assigned(cancelled, Justice);
        await app.Assigned(await app.TaskWithDeadline(grandchild, "e", Until("2025-07-26")), Justice);
        (await app.Post($"{done}/completion-reports", Completion("2025-07-29"), Finance, "LeadReporter")).Should(201);
        (await app.Post($"{done}/verifications", new { outcome = "accepted" }, Committee, "Verifier")).Should(201);
        (await app.Post($"{halfway}/progress-reports", new { text = "x", percent = 45, effectiveOn = "2025-07-28" }, Justice, "LeadReporter")).Should(201);
        (await app.Post($"{cancelled}/cancellations", new { reason = "x", authority = "1", effectiveOn = "2025-07-30" })).Should(201);

        var rollUp = await RollUp(parent);

        Count(rollUp.GetProperty("own")).Should().Be("1: notStarted 1, overdue 1");
        var children = rollUp.GetProperty("children").EnumerateArray().ToList();
        children.Select(c => (c.GetProperty("directive").GetString(), c.GetProperty("depth").GetInt32())).Should().Equal((IdOf(child), 1), (IdOf(grandchild), 2));
        Count(children[0].GetProperty("share")).Should().Be("2: completed 1, inProgress 1, noDeadline 2");
        Count(children[1].GetProperty("share")).Should().Be("2: cancelled 1, notStarted 1, overdue 1");
        Percent(children[0].GetProperty("share")).Should().Be("72.5 45 2");
        children[1].GetProperty("share").GetProperty("percent").ValueKind.Should().Be(JsonValueKind.Null);
        Count(rollUp.GetProperty("total")).Should().Be("5: cancelled 1, completed 1, inProgress 1, notStarted 2, noDeadline 2, overdue 2");
        Percent(rollUp.GetProperty("total")).Should().Be("72.5 45 2");
        foreach (var share in children.Select(c => c.GetProperty("share")).Append(rollUp.GetProperty("own")))
            foreach (var figure in Figures(share))
                (await Length(figure.GetProperty("assignments").GetString()!)).Should().Be(figure.GetProperty("count").GetInt64());
    }

    [Fact]
    public async Task It_is_answered_as_of_any_day_and_state_of_knowledge()
    {
        var parent = await app.TaskWithDeadline(await app.IssuedDirective());
        var child = await Child(parent);
        var assigned = await app.Post($"{await TaskOf(child)}/assignments", new { leads = new[] { Finance } });
        var started = (await app.Post($"{assigned.Should(201).Location}/work-starts", new { effectiveOn = "2025-07-29" }, Finance, "LeadReporter")).Should(201);

        Count(Child(await RollUp(parent, $"?effectiveAsOf=2025-07-28&minPosition={started.Position}"))).Should().StartWith("1: notStarted 1");
        Count(Child(await RollUp(parent, "?effectiveAsOf=2025-07-29"))).Should().StartWith("1: inProgress 1");
        Count(Child(await RollUp(parent, $"?effectiveAsOf=2025-07-29&atPosition={assigned.Position}"))).Should().StartWith("1: notStarted 1");
        Count(Child(await RollUp(parent, $"?atPosition={assigned.Position - 1}"))).Should().Be("0: ");
        (await RollUp(parent, "?effectiveAsOf=2025-07-24")).GetProperty("children").GetArrayLength().Should().Be(0, "the child did not exist yet");
    }

    [Fact]
    public async Task What_is_counted_elsewhere_is_named_and_not_counted()
    {
        var parent = await app.TaskWithDeadline(await app.IssuedDirective());
        var (first, second) = (await Child(parent), await Child(parent));
        var (oral, written) = (await TaskOf(first, "oral"), await TaskOf(second, "written"));
        await app.Assigned(oral);
        await app.Assigned(written);
        (await app.Post($"{oral}/restatements", new { directive = IdOf(second), task = IdOf(written) })).Should(201);
        var third = await Child(parent);
        await app.Assigned(await TaskOf(third, "old"));
        (await app.Post($"{third}/supersessions", new { authority = "1", effectiveOn = "2025-08-01" })).Should(201);

        var rollUp = await RollUp(parent);

        Count(rollUp.GetProperty("total")).Should().StartWith("1: ");
        var leftOut = rollUp.GetProperty("leftOut").EnumerateArray().ToList();
        leftOut.Select(left => $"{left.GetProperty("code").GetString()} {left.GetProperty("why").GetString()}").Should().BeEquivalentTo("oral restated", "old superseded");
        leftOut[0].GetProperty("restates").GetProperty("task").GetString().Should().Be(IdOf(written));
        foreach (var left in leftOut)
            (await Length(left.GetProperty("assignments").GetProperty("assignments").GetString()!)).Should().Be(1);
        rollUp.GetProperty("children").EnumerateArray().Select(child => child.GetProperty("supersededOn").GetString()).Should().Equal(null, null, "2025-08-01");
    }

    [Fact]
    public async Task Who_carries_out_two_parents_is_counted_once()
    {
        var parent = await app.TaskWithDeadline(await app.IssuedDirective());
        var (left, right) = (await Child(parent), await Child(parent));
        var shared = await Directive(Link("implements", await TaskOf(left)), new { kind = "implements", directive = IdOf(right), task = (string?)null });
        await app.Assigned(await TaskOf(shared));

        var rollUp = await RollUp(parent);

        var children = rollUp.GetProperty("children").EnumerateArray().ToList();
        children.Select(child => child.GetProperty("directive").GetString()).Should().Equal(IdOf(left), IdOf(right), IdOf(shared));
        children[2].GetProperty("implements").GetArrayLength().Should().Be(2);
        Count(rollUp.GetProperty("total")).Should().StartWith("1: ");
    }

    [Fact]
    public async Task Only_those_who_carry_out_this_very_task_are_below_it()
    {
        var directive = await app.IssuedDirective();
        var (task, other) = (await app.TaskWithDeadline(directive, "1"), await app.TaskWithDeadline(directive, "2"));
        await Child(other);
        await Directive(new { kind = "implements", directive = IdOf(directive), task = (string?)null });

        (await RollUp(task)).GetProperty("children").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        var directive = await app.IssuedDirective();

        (await app.Get($"{directive}/tasks/{Guid.NewGuid()}/roll-up")).Should(404).Code.Should().Be("no-such-task");
        (await app.Get($"/directives/{Guid.NewGuid()}/tasks/{Guid.NewGuid()}/roll-up")).Should(404).Code.Should().Be("no-such-directive");
        (await app.Get($"{directive}/tasks/{Guid.NewGuid()}/roll-up?effectiveAsOf=gestern")).Should(400);
    }

    Task<string> Child(string parentTask) => Directive(Link("implements", parentTask));

    async Task<string> Directive(params object[] links) =>
        (await app.Post("/directives", new
        {
            type = "meetingConclusion",
            title = new { vi = "Triển khai thực hiện" },
            issuedBy = new[] { Committee },
            issuedOn = "2025-07-26",
            links
        })).Should(201).Location!;

    async Task<string> TaskOf(string directive, string code = "1") =>
        $"{directive}/tasks/{(await app.Post($"{directive}/tasks", ATask(code))).Should(201).Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString()}";

    Task<Answer> Deadline(string task, string day) => app.Post($"{task}/deadlines", Until(day));

    async Task<JsonElement> RollUp(string task, string query = "") => (await app.Get($"{task}/roll-up{query}")).Should(200).Json;

    async Task<long> Length(string list) => (await app.Get($"{list}&pageSize=1000")).Should(200).Json.GetProperty("items").GetArrayLength();

    static object Until(string day) => new { phrase = "muộn nhất", kind = "explicit", period = day, bound = "noLaterThan" };

    static object Link(string kind, string task) => new { kind, directive = task.Split('/')[2], task = IdOf(task) };

    static string IdOf(string path) => path.Split('/')[^1];

    static JsonElement Child(JsonElement rollUp) => rollUp.GetProperty("children")[0].GetProperty("share");

    static string Count(JsonElement share)
    {
        return $"{share.GetProperty("all").GetProperty("count").GetInt64()}: {string.Join(", ", Named("byLifecycle").Concat(Named("byTimeliness")))}";

        IEnumerable<string> Named(string axis) =>
            share.GetProperty(axis).EnumerateObject().OrderBy(figure => figure.Name, StringComparer.Ordinal).Select(figure => $"{figure.Name} {figure.Value.GetProperty("count").GetInt64()}");
    }

    static string Percent(JsonElement share) =>
        FormattableString.Invariant($"{share.GetProperty("percent").GetProperty("mean").GetDecimal():0.0} {share.GetProperty("percent").GetProperty("least").GetInt32()} {share.GetProperty("percent").GetProperty("of").GetInt64()}");

    static IEnumerable<JsonElement> Figures(JsonElement share) =>
        share.GetProperty("byLifecycle").EnumerateObject().Concat(share.GetProperty("byTimeliness").EnumerateObject()).Select(named => named.Value).Append(share.GetProperty("all"));
}
