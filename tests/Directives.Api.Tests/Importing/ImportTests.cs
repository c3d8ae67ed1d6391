using System.Text.Json;
using static Directives.Api.Tests.Importing.Imports;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Importing;

public sealed class ImportTests(App app) : IClassFixture<App>, IAsyncLifetime
{
    /// <summary>Numbers and codes of a test's own: the tests share a database.</summary>
    readonly string mark = Guid.NewGuid().ToString("n")[..8];

    public Task InitializeAsync() => app.RegisteredAgencies();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_dry_run_says_what_would_become_of_each_row_and_writes_nothing()
    {
        var head = await Head();

        var answer = (await app.Import(Everything(dryRun: true))).Should(200);

        answer.Outcomes().Should().AllBe("wouldBeRecorded").And.HaveCount(4);
        Counts(answer).Should().Be((4, 0, 0, 0));
        (await Head()).Should().Be(head);
        (await app.Get($"/imports/{answer.Json.GetProperty("import").GetString()}")).Should(200).Text.Should().Be(answer.Text);
    }

    [Fact]
    public async Task A_dry_run_looks_anew_each_time()
    {
        var body = new { dryRun = true, agencies = new[] { Agency($"b-{mark}", parent: $"later-{mark}") } };
        (await app.Import(body, mark)).Should(200).Outcomes().Should().Equal("refused");
        (await app.Post("/agencies", Agency($"later-{mark}"))).Should(201);

        (await app.Import(body, mark)).Should(200).Outcomes().Should().Equal("wouldBeRecorded");
        (await app.Import(new { dryRun = true, agencies = new[] { Agency($"c-{mark}"), Agency($"d-{mark}") } }, mark)).Should(200).Outcomes().Should().HaveCount(2);
    }

    [Fact]
    public async Task A_chain_as_long_as_the_import_does_not_exhaust_the_host()
    {
        var chain = Enumerable.Range(1, 10_000).Select(i => Agency($"a-{mark}-{i}", $"a-{mark}-{i + 1}")).ToList();

        (await app.Import(new { dryRun = true, agencies = chain })).Should(202);

        (await app.Get("/health/live")).Should(200);
    }

    [Fact]
    public async Task What_a_dry_run_promises_is_recorded()
    {
        var promised = (await app.Import(Everything(dryRun: true), mark)).Should(200).Rows();

        var answer = (await app.Import(Everything(), mark)).Should(201);

        Counts(answer).Should().Be((0, 4, 0, 0));
        answer.Rows().Select(row => row.GetProperty("task").ToString()).Should().Equal(promised.Select(row => row.GetProperty("task").ToString()), "ids follow from the key");
        var directive = (await app.Get($"/directives/{answer.Rows()[1].Of("directive")}")).Should(200).Json;
        directive.GetProperty("number").GetProperty("printed").GetString().Should().Be($"1{mark}-KL/TW");
        var tasks = directive.GetProperty("tasks").EnumerateArray().ToList();
        tasks.Select(task => task.GetProperty("code").GetString()).Should().Equal("01", "02");
        tasks[0].GetProperty("deadline").GetProperty("lastCompliantDay").GetString().Should().Be("2025-07-30");
        tasks[0].GetProperty("assignments").EnumerateArray().Select(a => a.GetProperty("lead").GetString()).Should().Equal(Finance, $"moi-{mark}");
        tasks[0].GetProperty("assignments").EnumerateArray().Select(a => a.GetProperty("assignment").GetString())
            .Should().BeEquivalentTo(answer.Rows()[2].GetProperty("assignments").EnumerateArray().Select(id => id.GetString()));
    }

    [Fact]
    public async Task All_or_none_means_none_when_one_is_refused()
    {
        var before = await app.Entered();

        var answer = (await app.Import(new { agencies = new[] { Agency($"a-{mark}"), Agency($"b-{mark}", parent: $"nobody-{mark}"), Agency($"c-{mark}") } })).Should(422);

        answer.Code.Should().Be("import-refused");
        answer.Outcomes().Should().Equal("wouldBeRecorded", "refused", "wouldBeRecorded");
        answer.Rows()[1].Problem().Should().Be(("unknown-agency", "/parent", null));
        answer.Rows()[1].GetProperty("problem").GetProperty("title").GetProperty("vi").GetString().Should().Contain($"nobody-{mark}");
        answer.Rows()[1].GetProperty("problem").GetProperty("title").GetProperty("en").GetString().Should().Contain($"nobody-{mark}");
        (await app.Entered()).Should().Be(before);
    }

    [Fact]
    public async Task An_import_that_was_refused_as_a_whole_can_be_repeated_once_the_reason_is_gone()
    {
        var body = new { agencies = new[] { Agency($"b-{mark}", parent: $"later-{mark}") } };
        (await app.Import(body, mark)).Should(422);
        (await app.Post("/agencies", Agency($"later-{mark}"))).Should(201);

        (await app.Import(body, mark)).Should(201).Outcomes().Should().Equal("recorded");
    }

    [Fact]
    public async Task Row_by_row_every_row_that_can_be_recorded_is()
    {
        var answer = (await app.Import(new
        {
            mode = "rowByRow",
            agencies = new object[] { Agency($"a-{mark}"), new { code = $"B-{mark}" }, Agency(Finance), Agency($"c-{mark}", parent: $"a-{mark}") },
            directives = new[] { Document($"1{mark}-KL/TW"), Document("") },
            tasks = new[] { TaskOf($"1{mark}-kl/tư", "01"), TaskOf($"1{mark}-KL/TW", "01", Finance), TaskOf("999-QĐ/KHÔNG", "02"), TaskOf($"1{mark}-KL/TW", "03", Finance, Finance) }
        })).Should(201);

        answer.Rows().Select(row => (row.Of("kind"), row.GetProperty("row").GetInt32(), row.Of("outcome"), row.Problem())).Should().Equal(
            ("agencies", 1, "recorded", default),
            ("agencies", 2, "refused", ("malformed-json", "/code", null)),
            ("agencies", 3, "refused", ("agency-already-registered", "/code", null)),
            ("agencies", 4, "recorded", default),
            ("directives", 1, "recorded", default),
            ("directives", 2, "refused", ("text-required", "/number", null)),
            ("tasks", 1, "recorded", default),
            ("tasks", 2, "refused", ("task-code-taken", "/code", null)),
            ("tasks", 3, "refused", ("unknown-reference", "/directive", null)),
            ("tasks", 4, "refused", ("lead-twice", "/leads", null)));
        Counts(answer).Should().Be((0, 4, 0, 6));
    }

    [Fact]
    public async Task Of_a_task_all_is_recorded_or_nothing()
    {
        var directive = (await app.Post("/directives", ADirective($"1{mark}-KL/TW"))).Should(201).Location!.Split('/')[^1];
        var late = JsonSerializer.SerializeToNode(TaskOf(directive, "01", Finance))!.AsObject();
        late["deadline"]!["bound"] = null;

        var answer = (await app.Import(new { mode = "rowByRow", tasks = new object[] { late, TaskOf(directive, "02", $"nobody-{mark}"), TaskOf(directive, "03", Finance) } })).Should(201);

        answer.Rows().Select(row => row.Problem()).Should().Equal(("deadline-bound-required", "/deadline/bound", null), ("unknown-agency", "/leads", null), default);
        (await app.Get($"/directives/{directive}")).Json.GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("code").GetString()).Should().Equal("03");
        (await app.Get($"/directives/{directive}")).Json.GetProperty("version").GetInt64().Should().Be(4, "issued, identified, deadline, assigned");
    }

    [Fact]
    public async Task The_same_request_is_answered_the_same_and_repeats_nothing()
    {
        var first = (await app.Import(Everything(), mark)).Should(201);
        var head = await Head();

        (await app.Import(Everything(), mark)).Should(201).Should().Be(first);
        (await Head()).Should().Be(head);

        (await app.Import(new { agencies = new[] { Agency($"x-{mark}") } }, mark)).Should(422).Code.Should().Be("idempotency-key-reused");
    }

    [Fact]
    public async Task What_is_there_already_and_says_the_same_is_no_obstacle()
    {
        (await app.Import(new { agencies = new[] { Agency($"a-{mark}") }, directives = new[] { Document($"1{mark}-KL/TW") }, tasks = new[] { TaskOf($"1{mark}-KL/TW", "01", Finance, Justice) } })).Should(201);
        var before = await app.Entered();

        var again = (await app.Import(new
        {
            agencies = new[] { Agency($"a-{mark}"), Agency($"b-{mark}") },
            tasks = new[] { TaskOf($"1{mark}-KL/TW", "01", Justice, Finance), TaskOf($"1{mark}-KL/TW", "02") }
        })).Should(201);

        again.Outcomes().Should().Equal("alreadyRecorded", "recorded", "alreadyRecorded", "recorded");
        (await app.Entered()).Should().Be(before + 3);
        (await app.Import(new { tasks = new[] { TaskOf($"1{mark}-KL/TW", "01", Finance) } })).Should(422).Rows()[0].Problem().Code.Should().Be("task-code-taken", "it has two leads");
    }

    [Fact]
    public async Task A_document_is_entered_once_and_a_row_that_says_something_else_of_it_is_led_to_it()
    {
        var first = (await app.Import(new { directives = new[] { Document($"1{mark}-KL/TW") } })).Should(201).Rows()[0];
        var other = JsonSerializer.SerializeToNode(Document($"01{mark}-kl/tư"))!.AsObject();
        other["title"]!["vi"] = "Tên khác";

        var answer = (await app.Import(new { mode = "rowByRow", directives = new object[] { Document($"1{mark}-KL/TW", "kl"), other }, tasks = new[] { TaskOf("kl", "01") } })).Should(201);

        answer.Outcomes().Should().Equal("alreadyRecorded", "refused", "recorded");
        answer.Rows()[0].Of("directive").Should().Be(first.Of("directive"));
        answer.Rows()[1].Problem().Code.Should().Be("already-issued");
        answer.Rows()[1].GetProperty("problem").Of("existing").Should().Be($"/directives/{first.Of("directive")}");
        (await app.Get($"/imports/{answer.Json.GetProperty("import").GetString()}")).Should(200).Text.Should().Be(answer.Text);
    }

    [Fact]
    public async Task A_deadline_after_that_of_the_task_it_carries_out_is_refused()
    {
        var late = JsonSerializer.SerializeToNode(TaskOf("con", "01"))!.AsObject();
        late["deadline"]!["period"] = "2025-09-30";
        (await app.Import(new { directives = new[] { Document($"1{mark}-KL/TW") }, tasks = new[] { TaskOf($"1{mark}-KL/TW", "19") } })).Should(201);

        var answer = (await app.Import(new
        {
            mode = "rowByRow",
            directives = new[] { Document($"2{mark}-KH/TU", "con", new { kind = "implements", directive = $"1{mark}-KL/TW", task = "19" }) },
            tasks = new object[] { late, TaskOf("con", "02") }
        })).Should(201);

        answer.Outcomes().Should().Equal("recorded", "refused", "recorded");
        answer.Rows()[1].Problem().Should().Be(("deadline-after-parents", "/deadline", null));
    }

    [Fact]
    public async Task Rows_may_stand_in_any_order()
    {
        var answer = (await app.Import(new
        {
            tasks = new[] { TaskOf("mới", "01") },
            directives = new[] { Document($"2{mark}-KH/TU", "con", new { kind = "implements", directive = "mới" }), Document($"1{mark}-KL/TW", "mới") },
            agencies = new[] { Agency($"c-{mark}", $"b-{mark}"), Agency($"b-{mark}", $"a-{mark}"), Agency($"a-{mark}") }
        })).Should(201);

        answer.Outcomes().Should().AllBe("recorded");
        answer.Rows().Select(row => row.Of("agency")).Take(3).Should().Equal([$"c-{mark}", $"b-{mark}", $"a-{mark}"], "results stand in the order of the rows");
        (await app.Get($"/directives/{answer.Rows()[3].Of("directive")}")).Json.GetProperty("links")[0].GetProperty("directive").GetString().Should().Be(answer.Rows()[4].Of("directive"));
    }

    [Fact]
    public async Task Agencies_that_stand_above_each_other_are_refused_and_nothing_hangs()
    {
        var answer = (await app.Import(new { agencies = new[] { Agency($"a-{mark}", $"b-{mark}"), Agency($"b-{mark}", $"a-{mark}") } })).Should(422);

        answer.Rows().Select(row => row.Problem().Code).Should().AllBe("unknown-agency");
    }

    [Fact]
    public async Task A_link_can_name_a_task_by_its_code()
    {
        var answer = (await app.Import(new
        {
            mode = "rowByRow",
            directives = new[]
            {
                Document($"2{mark}-KH/TU", null, new { kind = "implements", directive = await DirectiveWithTask(), task = "19" }),
                Document($"3{mark}-KH/TU", null, new { kind = "basis", directive = $"9{mark}-KL/TW", task = "20" })
            }
        })).Should(201);

        answer.Rows()[1].Problem().Should().Be(("unknown-task-code", "/links/0/task", null));
        (await app.Get($"/directives/{answer.Rows()[0].Of("directive")}")).Json.GetProperty("links")[0].GetProperty("task").GetString().Should().NotBeNull();

        async Task<string> DirectiveWithTask()
        {
            var path = (await app.Post("/directives", ADirective($"9{mark}-KL/TW"))).Should(201).Location!;
            await app.TaskWithDeadline(path);
            return path.Split('/')[^1];
        }
    }

    [Fact]
    public async Task A_number_that_several_directives_have_names_none_of_them()
    {
        var second = JsonSerializer.SerializeToNode(Document($"1{mark}-KL/TW"))!.AsObject();
        second["issuedOn"] = "2025-07-24";

        var answer = (await app.Import(new
        {
            mode = "rowByRow",
            directives = new[] { Document($"1{mark}-KL/TW"), second },
            tasks = new[] { TaskOf($"1{mark}-KL/TW", "01"), TaskOf($"01{mark}–kl/tư", "01") }
        })).Should(201);

        answer.Rows().Skip(2).Select(row => row.Problem()).Should().AllBeEquivalentTo(("ambiguous-reference", "/directive", (string?)null));
        (await app.Import(new { tasks = new[] { TaskOf(answer.Rows()[1].Of("directive")!, "01") } })).Should(201);
        (await app.Import(new { tasks = new[] { TaskOf($"1{mark}-KL/TW", "02") } })).Should(422).Rows()[0].Problem().Code.Should().Be("ambiguous-reference", "the register knows both");
    }

    [Fact]
    public async Task A_key_names_one_row()
    {
        var answer = (await app.Import(new { directives = new[] { Document($"1{mark}-KL/TW", "k"), Document($"2{mark}-KL/TW", "k") } })).Should(422);

        answer.Rows()[1].Problem().Should().Be(("import-key-twice", "/key", null));
    }

    [Fact]
    public async Task What_is_recorded_names_the_import_and_the_row()
    {
        var answer = (await app.Import(Everything(), mark)).Should(201);

        var headers = (await app.Get($"/directives/{answer.Rows()[1].Of("directive")}/events")).Json.GetProperty("items")[0].GetProperty("headers");

        (headers.GetProperty("import").GetString(), headers.GetProperty("row").GetString()).Should().Be((answer.Json.GetProperty("import").GetString(), "directives/1"));
    }

    object Everything(bool dryRun = false) => new
    {
        dryRun,
        agencies = new[] { Agency($"moi-{mark}") },
        directives = new[] { Document($"1{mark}-KL/TW", "kl") },
        tasks = new[] { TaskOf("kl", "01", Finance, $"moi-{mark}"), TaskOf("kl", "02") }
    };

    static (int WouldBe, int Recorded, int Already, int Refused) Counts(Answer answer)
    {
        var counts = answer.Json.GetProperty("counts");
        return (Count("wouldBeRecorded"), Count("recorded"), Count("alreadyRecorded"), Count("refused"));

        int Count(string outcome) => counts.GetProperty(outcome).GetInt32();
    }

    async Task<long> Head() => (await app.Get("/operations/projections")).Should(200).Json.GetProperty("head").GetInt64();
}
