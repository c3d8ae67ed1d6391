using Directives.Api.Agencies;
using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.EventSourcing;
using Microsoft.Extensions.DependencyInjection;
using AgencyDecider = Directives.Api.Decider<Directives.Domain.Agencies.Agency, Directives.Domain.Agencies.AgencyCommand, Directives.Domain.Agencies.AgencyEvent>;

namespace Directives.Api.Tests.Agencies;

public class AgencyTableTests(App app) : IClassFixture<App>
{
    static readonly DateOnly First = new(2025, 1, 1), Midway = new(2025, 2, 10), Today = new(2025, 3, 1);
    static readonly AgencyId[] Codes = [new("co-quan-a"), new("co-quan-b"), new("co-quan-c")];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task For_any_position_and_day_the_list_says_what_a_fold_of_the_events_says(int seed)
    {
        var random = new Random(seed);
        AgencyId[] codes = [.. Codes.Select(code => new AgencyId($"{code}-{seed}"))];
        await RandomHistory(codes, random, ending: seed % 3);
        var store = app.Services.GetRequiredService<EventStore>();
        var log = (await store.ReadAll(0, 100_000, default)).Where(recorded => recorded.Data is AgencyEvent e && codes.Contains(e.Agency)).ToList();
        log.Select(recorded => recorded.Data.GetType()).Distinct().Should().HaveCountGreaterThan(6, "the history must be worth comparing");

        for (var i = 0; i < 100; i++)
        {
            var (position, day) = (random.NextInt64(log[0].Position, log[^1].Position + 1), First.AddDays(random.Next(-2, 70)));
            foreach (var code in codes)
            {
                var agency = log.Where(recorded => recorded.Position <= position).Select(recorded => (AgencyEvent)recorded.Data).Where(e => e.Agency == code).Aggregate(Agency.Initial, Agency.Evolve);

                var listed = (await app.Get($"/agencies?code={code}&on={day:yyyy-MM-dd}&atPosition={position}")).Should(200).Json.GetProperty("items").EnumerateArray().ToList();

                listed.Should().HaveCount(agency.ExistsOn(day) ? 1 : 0, $"seed {seed}, {code} at {position} on {day}");
                if (listed is [var item])
                    (item.GetProperty("name").GetProperty("vi").GetString(), item.GetProperty("parent").GetString(), item.GetProperty("officialCode").GetString(), AgenciesApp.HeadOf(item))
                        .Should().Be((agency.NameOn(day)!.Vi, agency.ParentOn(day)?.Value, agency.OfficialCodeOn(day), agency.HeadOn(day)?.Person), $"seed {seed}, {code} at {position} on {day}");
            }
        }
    }

    async Task RandomHistory(AgencyId[] codes, Random random, int ending)
    {
        var agencies = app.Services.GetRequiredService<AgencyDecider>();
        var by = new Actor("test", Role.MonitoringBody, new("ban-to-chuc-trung-uong"));
        for (var i = 0; i < 150; i++)
        {
            var (code, other, day, word) = (codes[random.Next(3)], codes[random.Next(3)], First.AddDays(random.Next(70)), $"H{random.Next(4)}");
            AgencyCommand command = (i < 3 ? -1 : i == 100 ? 13 : random.Next(13)) switch
            {
                -1 => new RegisterAgency(codes[i], new("x"), AgencyKind.Ministry, AgencyLevel.Central, First.AddDays(random.Next(10)), null) { Today = Today },
                < 3 => new RenameAgency(code, new(word), "x", day) { Today = Today },
                < 5 => new MoveAgency(code, random.Next(3) == 0 ? null : other, "x", day) { Today = Today },
                < 7 => new GiveOfficialCode(code, word, day, null) { Today = Today },
                < 10 => new AppointHead(code, word, new("x"), day, null) { Today = Today },
                < 13 => new RecordHeadLeft(code, word, day) { Today = Today },
                _ when ending == 0 => new MergeAgency(codes[0], codes[1], "x", Midway) { Today = Today },
                _ when ending == 1 => new SplitAgency(codes[0], [codes[1], codes[2]], codes[1], "x", Midway) { Today = Today },
                _ => new AbolishAgency(codes[0], null, "x", Midway) { Today = Today }
            };
            await agencies.Handle(AgencyRegister.StreamOf(command.Agency), command, new(by, Today, Write.MetadataOf(by), null, null), default);
        }
    }
}
