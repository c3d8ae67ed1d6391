using System.Text.Json;

namespace Directives.Api.Tests.Agencies;

/// <summary>The reform of 1 July 2025, told on 20 June: Yên Bái merges into Lào Cai, and the districts end.</summary>
public class AgencyChangesTests(AgenciesApp app) : IClassFixture<AgenciesApp>
{
    [Fact]
    public async Task A_merger_decided_in_June_takes_effect_on_the_first_of_July()
    {
        var (yenBai, laoCai) = (await app.Registered("tinh-uy-yen-bai", "Tỉnh ủy Yên Bái"), await app.Registered("tinh-uy-lao-cai", "Tỉnh ủy Lào Cai"));

        (await app.Post($"{yenBai}/mergers", new { into = "tinh-uy-lao-cai", authority = "202/2025/QH15", effectiveOn = "2025-07-01" })).Should(201);

        var before = (await app.Get($"{yenBai}?on=2025-06-30")).Should(200).Json;
        before.GetProperty("exists").GetBoolean().Should().BeTrue();
        before.GetProperty("successor").ValueKind.Should().Be(JsonValueKind.Null);
        before.GetProperty("ending").GetProperty("lastDay").GetString().Should().Be("2025-06-30");
        var after = (await app.Get($"{yenBai}?on=2025-07-01")).Should(200).Json;
        after.GetProperty("exists").GetBoolean().Should().BeFalse();
        after.GetProperty("successor").GetString().Should().Be("tinh-uy-lao-cai");
        after.GetProperty("name").GetProperty("vi").GetString().Should().Be("Tỉnh ủy Yên Bái", "the name outlives it");

        (await app.Listed("2025-06-30")).Should().Contain(["tinh-uy-yen-bai", "tinh-uy-lao-cai"]);
        (await app.Listed("2025-07-01")).Should().Contain("tinh-uy-lao-cai").And.NotContain("tinh-uy-yen-bai");
        (await app.Get(laoCai)).Json.GetProperty("exists").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task The_districts_end_on_30_June()
    {
        var district = await app.Registered("huyen-uy-van-ban", "Huyện ủy Văn Bàn", level: "district", kind: "districtPartyCommittee");
        (await app.Post($"{district}/abolitions", new { authority = "202/2025/QH15", effectiveOn = "2025-07-01" })).Should(201);

        (await app.Listed("2025-06-30", "&level=district")).Should().Contain("huyen-uy-van-ban");
        (await app.Listed("2025-07-01", "&level=district")).Should().BeEmpty();
        (await app.Post("/agencies", AgenciesApp.Body("huyen-uy-moi", "Huyện ủy mới", "2025-07-01", "district"))).Should(422).Code.Should().Be("no-more-districts");
    }

    [Fact]
    public async Task An_agency_is_split_and_one_of_its_parts_succeeds_it()
    {
        var whole = await app.Registered("bo-chia", "Bộ chia");
        foreach (var part in new[] { "bo-phan-mot", "bo-phan-hai" })
            await app.Registered(part, part, "2025-06-01");

        (await app.Post($"{whole}/splits", """{"into":["bo-phan-mot","bo-phan-hai"],"successor":"bo-phan-hai","authority":"1-NQ","effectiveOn":"2025-06-15"}""")).Should(201);

        (await app.Get(whole)).Json.GetProperty("successor").GetString().Should().Be("bo-phan-hai");
        (await app.Get($"{whole}?on=2025-06-14")).Json.GetProperty("successor").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task Names_parents_codes_and_heads_have_their_days()
    {
        await app.Registered("dang-uy-tren", "Đảng ủy trên");
        var agency = await app.Registered("bo-doi-ten", "Bộ cũ");
        (await app.Post($"{agency}/names", new { name = new { vi = "Bộ mới", en = "New" }, authority = "2-NQ", effectiveOn = "2025-03-01" })).Should(201);
        (await app.Post($"{agency}/parents", new { parent = "dang-uy-tren", authority = "2-NQ", effectiveOn = "2025-03-01" })).Should(201);
        (await app.Post($"{agency}/official-codes", new { officialCode = "G22.01", effectiveOn = "2025-03-01" })).Should(201);
        (await app.Post($"{agency}/heads", new { person = "Trần Văn An", post = new { vi = "Bộ trưởng" }, effectiveOn = "2025-01-01" })).Should(201);
        (await app.Post($"{agency}/heads/departures", new { person = "Trần Văn An", effectiveOn = "2025-04-01" })).Should(201);
        (await app.Post($"{agency}/heads", new { person = "Lê Thị Bình", post = new { vi = "Bộ trưởng" }, effectiveOn = "2025-04-10", authority = "3-NQ" })).Should(201);

        await On("2025-02-28", "Bộ cũ", null, null, "Trần Văn An");
        await On("2025-03-01", "Bộ mới", "dang-uy-tren", "G22.01", "Trần Văn An");
        await On("2025-03-31", "Bộ mới", "dang-uy-tren", "G22.01", "Trần Văn An");
        await On("2025-04-01", "Bộ mới", "dang-uy-tren", "G22.01", null);
        await On("2025-04-10", "Bộ mới", "dang-uy-tren", "G22.01", "Lê Thị Bình");
        (await app.Listed("2025-02-28", "&parent=dang-uy-tren")).Should().BeEmpty();
        (await app.Listed("2025-03-01", "&parent=dang-uy-tren")).Should().Equal("bo-doi-ten");

        var history = (await app.Get($"{agency}/history")).Should(200).Json;
        Periods("names").Should().Equal("2017-01-01–2025-02-28", "2025-03-01–");
        Periods("parents").Should().Equal("2025-03-01–");
        Periods("officialCodes").Should().Equal("2025-03-01–");
        Periods("heads").Should().Equal("2025-01-01–2025-03-31", "2025-04-10–");

        IEnumerable<string> Periods(string what) =>
            history.GetProperty(what).EnumerateArray().Select(period => $"{period.GetProperty("from").GetString()}–{period.GetProperty("until").GetString()}");

        // The stream and the read model say the same.
        async Task On(string day, string name, string? parent, string? code, string? head)
        {
            var one = (await app.Get($"{agency}?on={day}")).Should(200).Json;
            var listed = (await app.Get($"/agencies?code=bo-doi-ten&on={day}")).Should(200).Json.GetProperty("items")[0];
            foreach (var item in new[] { one, listed })
                (item.GetProperty("name").GetProperty("vi").GetString(), item.GetProperty("parent").GetString(), item.GetProperty("officialCode").GetString(), AgenciesApp.HeadOf(item))
                    .Should().Be((name, parent, code, head));
        }
    }

    [Fact]
    public async Task What_was_known_before_a_change_was_recorded_stays_readable()
    {
        var agency = await app.Registered("bo-hai-dong-ho", "Bộ cũ");
        var renamed = (await app.Post($"{agency}/names", new { name = new { vi = "Bộ mới" }, authority = "2-NQ", effectiveOn = "2025-03-01" })).Should(201);

        (await NameIn("")).Should().Be("Bộ mới");
        (await NameIn($"&atPosition={renamed.Position - 1}")).Should().Be("Bộ cũ");
        (await NameIn($"&atPosition={renamed.Position}&on=2025-02-28")).Should().Be("Bộ cũ");
        (await app.Post($"{agency}/names", new { name = new { vi = "Bộ mới, đính chính" }, authority = "2-NQ", effectiveOn = "2025-03-01" })).Should(201);
        (await NameIn($"&atPosition={renamed.Position}")).Should().Be("Bộ mới");
        (await NameIn("")).Should().Be("Bộ mới, đính chính");

        async Task<string?> NameIn(string more) =>
            (await app.Get($"/agencies?code=bo-hai-dong-ho{more}")).Should(200).Json.GetProperty("items")[0].GetProperty("name").GetProperty("vi").GetString();
    }

    [Fact]
    public async Task Of_two_who_saw_the_same_version_one_wins()
    {
        var agency = await app.Registered("bo-tranh-chap", "Bộ");
        var seen = (await app.Get(agency)).ETag;
        seen.Should().Be("\"1\"");

        (await app.Post($"{agency}/names", new { name = new { vi = "Một" }, authority = "x" }, ifMatch: seen)).Should(201).ETag.Should().Be("\"2\"");
        (await app.Post($"{agency}/names", new { name = new { vi = "Hai" }, authority = "x" }, ifMatch: seen)).Should(412);
        (await app.Get($"{agency}/history")).ETag.Should().Be("\"2\"");
    }

    [Fact]
    public async Task A_repeated_request_gets_its_first_answer_whatever_has_become_of_the_others()
    {
        var (ending, other) = (await app.Registered("bo-lap-lai", "Bộ"), await app.Registered("bo-khac", "Bộ khác"));
        var body = new { into = "bo-khac", authority = "x", effectiveOn = "2025-06-10" };
        var first = (await app.Post($"{ending}/mergers", body, key: "merge-once")).Should(201);

        (await app.Post($"{other}/abolitions", new { authority = "x", effectiveOn = "2025-06-05" })).Should(201);

        (await app.Post($"{ending}/mergers", body, key: "merge-once")).Should(201).Text.Should().Be(first.Text);
        (await app.Post($"{ending}/mergers", body, key: "merge-twice")).Should(422).Code.Should().Be("agency-not-in-existence");
    }

    [Fact]
    public async Task What_one_host_has_at_hand_does_not_hide_what_another_one_recorded()
    {
        await app.Registered("bo-hai-may", "Bộ");
        await app.Registered("bo-ke", "Bộ kế");
        var other = new AgenciesApp();
        await other.Start(app.Database.ConnectionString);
        (await app.Post("/agencies/bo-ke/parents", new { parent = "bo-hai-may", authority = "x" })).Should(201);

        (await other.Post("/agencies/bo-hai-may/abolitions", new { authority = "x", effectiveOn = "2025-06-10" })).Should(201);

        (await app.Post("/agencies/bo-ke/abolitions", new { authority = "x", successor = "bo-hai-may" })).Should(422).Code.Should().Be("agency-not-in-existence");
        await other.Stop();
    }

    [Fact]
    public async Task The_list_comes_in_pages_of_one_moment()
    {
        foreach (var code in new[] { "trang-a", "trang-b", "trang-c" })
            await app.Registered(code, code, kind: "stateGroup");
        var first = (await app.Get("/agencies?kind=stateGroup&pageSize=2")).Should(200).Json;
        await app.Registered("trang-d", "d", kind: "stateGroup");

        var second = (await app.Get($"/agencies?kind=stateGroup&pageSize=2&cursor={first.GetProperty("nextCursor").GetString()}")).Should(200).Json;

        first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("code").GetString())
            .Should().Equal("trang-a", "trang-b", "trang-c");
        second.GetProperty("nextCursor").ValueKind.Should().Be(JsonValueKind.Null);
    }
}
