using System.Text.Json;
using Directives.Api.Tests.Deadlines;
using Directives.Api.Tests.Hosting;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Supervising;

/// <summary>Digests of the Ministry of Finance about a task due by Wednesday 30 July 2025. Seven in the morning in Vietnam is midnight in UTC.</summary>
public sealed class DigestTests : IAsyncLifetime
{
    readonly TimetableApp app = new() { Clock = { StoppedAt = July(28).AddHours(3) } };

    public Task InitializeAsync() => app.InitializeAsync();

    public Task DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_lead_is_reminded_each_working_morning_until_its_work_is_verified()
    {
        var assignment = await app.AssignedTask();
        (await Digests()).Should().BeEmpty();

        (await On(July(29))).Should().Be("2025-07-29: 1 due soon, 0 overdue, 0 unverified");
        (await On(July(30))).Should().Be("2025-07-30: 1 due soon, 0 overdue, 0 unverified");
        (await On(July(31))).Should().Be("2025-07-31: 0 due soon, 1 overdue, 0 unverified");

        (await app.Post($"{assignment}/completion-reports", Completion("2025-07-31"), Finance, "LeadReporter")).Should(201);
        (await On(August(1))).Should().Be("2025-08-01: 0 due soon, 1 overdue, 0 unverified");
        (await On(August(2))).Should().StartWith("2025-08-01", "Saturday is no working day");
        (await On(August(4))).Should().StartWith("2025-08-04");

        (await app.Post($"{assignment}/verifications", new { outcome = "accepted" })).Should(201);
        (await On(August(5))).Should().StartWith("2025-08-04", "it is done and verified");
    }

    [Fact]
    public async Task However_often_a_morning_is_fired_an_agency_gets_one_digest()
    {
        await app.AssignedTask();
        await On(July(29));
        await using (var again = app.Database.Source.CreateCommand("update es.timetable set done_at = null where kind = 'digest'"))
            await again.ExecuteNonQueryAsync();
        await OverdueTimetableTests.NothingIsDue(app);
        await app.Restart();
        await OverdueTimetableTests.NothingIsDue(app);

        (await Digests()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_digest_names_what_it_looked_at()
    {
        var assignment = await app.AssignedTask();
        await On(July(29));

        var digest = (await Digests()).Single();
        digest.GetProperty("dueSoon")[0].GetProperty("assignment").GetString().Should().Be(assignment.Split('/')[^1]);
        digest.GetProperty("dueSoon")[0].GetProperty("lastCompliantDay").GetString().Should().Be("2025-07-30");
        digest.GetProperty("withinWorkingDays").GetInt32().Should().Be(3);
        digest.GetProperty("calendar").GetString().Should().Be("vn-0");
        digest.GetProperty("position").GetInt64().Should().BeGreaterThan(4);
    }

    [Fact]
    public async Task Agencies_without_anything_to_think_of_get_nothing()
    {
        await app.AssignedTask();
        await On(July(29));

        (await app.Get($"/agencies/{Justice}/digests")).Should(200).Json.GetProperty("items").GetArrayLength().Should().Be(0);
        (await app.Get("/agencies/nobody/digests")).Should(422).Code.Should().Be("unknown-agency");
        (await app.Get("/agencies/B%C3%B4/digests")).Should(400).Place.Should().Be("agency");
    }

    /// <summary>Lets the morning of a day come, and tells the last digest.</summary>
    async Task<string> On(DateTimeOffset morning)
    {
        app.Clock.StoppedAt = morning;
        await HostProcess.Until(async () =>
        {
            await OverdueTimetableTests.NothingIsDue(app);
            await using var next = app.Database.Source.CreateCommand("select min(due_at) > $1 from es.timetable where kind = 'digest' and done_at is null");
            next.Parameters.Add(new() { Value = morning.UtcDateTime });
            return await next.ExecuteScalarAsync() is true;
        });
        var last = (await Digests())[0];
        return $"{last.GetProperty("day").GetString()}: {Count("dueSoon")} due soon, {Count("overdue")} overdue, {Count("unverified")} unverified";

        int Count(string list) => last.GetProperty(list).GetArrayLength();
    }

    async Task<List<JsonElement>> Digests() => [.. (await app.Get($"/agencies/{Finance}/digests")).Should(200).Json.GetProperty("items").EnumerateArray()];

    static DateTimeOffset July(int day) => new(2025, 7, day, 0, 0, 0, TimeSpan.Zero);

    static DateTimeOffset August(int day) => new(2025, 8, day, 0, 0, 0, TimeSpan.Zero);
}
