using Directives.Api.Tests.Hosting;

namespace Directives.Api.Tests.Deadlines;

/// <summary>A task's date becomes known after others were told to follow it.</summary>
public sealed class InheritedDeadlinesTests : IAsyncLifetime
{
    readonly TimetableApp app = new();

    public Task InitializeAsync() => app.InitializeAsync();

    public Task DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Whoever_follows_gets_the_date_when_it_becomes_known_and_again_when_it_changes()
    {
        var followed = await ATask();
        string[] followers = [await Follower(followed), await Follower(followed)];

        (await app.Post($"{followed}/deadlines", Until("2025-08-15"))).Should(201);
        await LastDays(followers, "2025-08-15");

        (await app.Post($"{followed}/clarifications", new { period = "2025-08-20", bound = "noLaterThan", authority = "900-CV/VPTW" })).Should(201);
        await LastDays(followers, "2025-08-20");
    }

    [Fact]
    public async Task A_date_goes_on_to_whoever_follows_the_follower()
    {
        var first = await ATask();
        var second = await Follower(first);
        var third = await Follower(second);

        (await app.Post($"{first}/deadlines", Until("2025-08-15"))).Should(201);

        await LastDays([second, third], "2025-08-15");
    }

    [Fact]
    public async Task Who_was_told_otherwise_by_hand_follows_no_more()
    {
        var followed = await ATask();
        string[] followers = [await Follower(followed), await Follower(followed)];
        (await app.Post($"{followers[0]}/clarifications", new { period = "2025-09", bound = "within", authority = "901-CV/VPTW" })).Should(201);

        (await app.Post($"{followed}/deadlines", Until("2025-08-15"))).Should(201);

        await LastDays([followers[1]], "2025-08-15");
        await OverdueTimetableTests.Followed(app);
        (await LastDay(followers[0])).Should().Be("2025-09-30");
    }

    [Fact]
    public async Task A_date_that_cannot_be_taken_over_stops_nobody_else()
    {
        var followed = await ATask();
        var late = await Follower(followed, "2025-08-20");
        var good = await Follower(followed);

        (await app.Post($"{followed}/deadlines", Until("2025-08-15"))).Should(201);

        await LastDays([good], "2025-08-15");
        await OverdueTimetableTests.Followed(app);
        (await LastDay(late)).Should().BeNull("it begins after that day");
    }

    [Fact]
    public async Task Told_again_everything_stays_as_it_is()
    {
        var followed = await ATask();
        var follower = await Follower(followed);
        (await app.Post($"{followed}/deadlines", Until("2025-08-15"))).Should(201);
        await LastDays([follower], "2025-08-15");
        var before = (await app.Get(string.Join('/', follower.Split('/')[..3]))).Text;

        await app.Stop();
        await using (var anew = app.Database.Source.CreateCommand("update es.mt_event_progression set last_seq_id = 0 where name = 'inherited-deadlines:Subscription'"))
            await anew.ExecuteNonQueryAsync();
        await app.Start();
        await OverdueTimetableTests.Followed(app);

        (await app.Get(string.Join('/', follower.Split('/')[..3]))).Text.Should().Be(before);
    }

    async Task<string> ATask(string? effectiveOn = null)
    {
        var directive = await app.IssuedDirective();
        var answer = (await app.Post($"{directive}/tasks", new { code = "19", nature = "specific", clause = "1", title = new { vi = "x" }, effectiveOn })).Should(201);
        return $"{directive}/tasks/{answer.Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString()}";
    }

    async Task<string> Follower(string followed, string? effectiveOn = null)
    {
        var task = await ATask(effectiveOn);
        (await app.Post($"{task}/deadlines", DeadlineChangesTests.Following(followed))).Should(201);
        return task;
    }

    static object Until(string day) => new { phrase = $"chậm nhất {day}", kind = "explicit", period = day, bound = "noLaterThan" };

    async Task LastDays(string[] tasks, string day) => await HostProcess.Until(async () =>
    {
        foreach (var task in tasks)
            if (await LastDay(task) != day)
                return false;
        return true;
    });

    async Task<string?> LastDay(string task) =>
        (await app.Get(string.Join('/', task.Split('/')[..3]))).Should(200).Json.GetProperty("tasks").EnumerateArray()
            .Single(found => found.GetProperty("task").GetString() == task.Split('/')[^1]).GetProperty("deadline").GetProperty("lastCompliantDay").GetString();
}
