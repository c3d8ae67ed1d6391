using static Directives.Api.Tests.Agencies.ProvincesApp;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Agencies;

/// <summary>That an agency ended is a fact, with a successor or without. What it leaves behind is found.</summary>
public sealed class LeftBehindTests : IAsyncLifetime
{
    readonly ProvincesApp app = new();

    public Task InitializeAsync() => app.Begin();

    public Task DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Without_a_successor_open_work_stays_and_is_listed_until_somebody_gives_it_to_another()
    {
        var directive = await app.NewDirective();
        var (open, claimed, others) = (await Assigned("1", YenBai), await Assigned("2", YenBai), await Assigned("3", LaoCai));
        (await app.Post($"{claimed}/completion-reports", Completion("2025-06-20"), YenBai, "LeadReporter")).Should(201);
        var before = (await app.Post($"/agencies/{YenBai}/abolitions", new { authority = "x", effectiveOn = "2025-07-01" })).Should(201).Position - 1;
        app.Clock.StoppedAt = July1.AddDays(1);
        await app.Settled();

        (await app.Passed(directive)).Should().BeEmpty();
        (await app.Responsible(open, "2025-07-01", YenBai)).GetProperty("lead").GetProperty("exists").GetBoolean().Should().BeFalse();
        (await Listed("true")).Should().Equal(Id(open));
        (await Listed("true", $"&agency={YenBai}&pageSize=1")).Should().Equal(Id(open));
        (await Listed("false")).Should().BeEquivalentTo(Id(claimed), Id(others));
        (await Listed("true", "&effectiveAsOf=2025-06-30")).Should().BeEmpty("that is the last day of Yên Bái");
        (await Listed("true", $"&atPosition={before}")).Should().BeEmpty("nobody had said so");

        (await app.Post($"{claimed}/verifications", new { outcome = "reworkRequired", note = "Thiếu phụ lục" })).Should(201);
        (await Listed("true")).Should().BeEquivalentTo(Id(open), Id(claimed));
        var transferred = (await app.Post($"{open}/transfers", new { to = New, reason = "Tỉnh ủy Yên Bái kết thúc hoạt động", authority = "x" })).Should(201).Position;
        (await Listed("true")).Should().Equal(Id(claimed));
        (await Listed("true", "&effectiveAsOf=2025-07-01")).Should().BeEquivalentTo(new[] { Id(open), Id(claimed) }, "it was given away on the 2nd");
        (await Listed("true", $"&atPosition={transferred - 1}")).Should().BeEquivalentTo(Id(open), Id(claimed));

        async Task<string> Assigned(string code, string lead) => await app.Assigned(await app.NewTask(directive, code), lead);
    }

    [Fact]
    public async Task With_a_successor_nothing_is_left_behind()
    {
        await app.Assigned(await app.NewTask(await app.NewDirective(), "1"), YenBai);
        (await app.Post($"/agencies/{YenBai}/abolitions", new { authority = "x", successor = New, effectiveOn = "2025-07-01" })).Should(201);
        app.Clock.StoppedAt = July1;
        await app.Settled();

        (await Listed("true")).Should().BeEmpty();
    }

    [Fact]
    public async Task Whether_it_is_left_behind_is_true_or_false() => (await app.Get("/assignments?leftBehind=perhaps")).Should(400).Place.Should().Be("leftBehind");

    async Task<List<string?>> Listed(string leftBehind, string more = "") =>
        [.. (await app.Get($"/assignments?leftBehind={leftBehind}{more}")).Should(200).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("assignment").GetString())];

    static string Id(string assignment) => assignment.Split('/')[^1];
}
