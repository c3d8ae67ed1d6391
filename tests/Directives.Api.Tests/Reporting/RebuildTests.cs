using Directives.Api.Tests.Demo;

namespace Directives.Api.Tests.Reporting;

public class RebuildTests(DemoApp app) : IClassFixture<DemoApp>
{
    static readonly string[] Reports =
    [
        "/reports/overdue?effectiveAsOf=2025-07-31&knownAsOf=2025-08-01T01:00:00Z",
        "/reports/overdue?effectiveAsOf=2026-02-01&pageSize=1000",
        "/reports/weekly/2025-07-25",
        "/reports/weekly/2025-08-22?knownAsOf=2025-08-29T10:00:00Z",
        "/assignments?pageSize=1000&effectiveAsOf=2025-08-28",
        "/directives?pageSize=1000",
        "/agencies"
    ];

    [Fact]
    public async Task Dropped_read_models_come_back_and_every_report_has_the_same_bytes()
    {
        var before = await All();

        await app.Stop();
        await using (var drop = app.Database.Source.CreateCommand("drop schema tracking_v2 cascade"))
            await drop.ExecuteNonQueryAsync();
        await app.Start();

        (await All()).Should().Equal(before);
    }

    [Fact]
    public async Task A_restart_changes_nothing()
    {
        var before = await All();
        await app.Restart();
        (await All()).Should().Equal(before);
    }

    async Task<List<string>> All()
    {
        // The read models fill while the host already answers; asking for the last position waits for them.
        await using var head = app.Database.Source.CreateCommand("select max(seq_id) from es.mt_events");
        (await app.Get($"/assignments?pageSize=1&minPosition={await head.ExecuteScalarAsync()}")).Should(200);
        var texts = new List<string>();
        foreach (var report in Reports)
            texts.Add((await app.Get(report)).Should(200).Text);
        return texts;
    }
}
