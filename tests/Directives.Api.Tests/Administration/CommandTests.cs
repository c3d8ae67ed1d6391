using System.Text.Json;
using Directives.Api.Hosting;
using Directives.Api.Tests.Hosting;
using Directives.Testing;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Administration;

public class CommandTests
{
    [Theory]
    [InlineData("'verfy' is no command; there are", "verfy")]
    [InlineData("--bogus", "verify", "--bogus")]
    [InlineData("'lots'", "verify", "--from-position", "lots")]
    [InlineData("--from-position takes a number from 1 on.", "verify", "--from-position", "0")]
    [InlineData("--parallel takes a number from 1 to 32.", "verify", "--parallel", "0")]
    [InlineData("'7' is no head", "verify", "--expect", "7")]
    [InlineData("'7:abc' is no head", "verify", "--expect", "7:abc")]
    [InlineData("'now'", "migrate", "now")]
    public async Task Bad_arguments_are_refused_in_a_sentence(string why, params string[] args) =>
        (await CommandProcess.On("Host=/nowhere", args)).Should(2, why, "See --help.");

    [Theory]
    [InlineData("Host=/nowhere;Username=nobody", "does not answer")]
    [InlineData("Nonsense=1", "connection string cannot be used")]
    public async Task Without_a_database_a_command_says_so(string connectionString, string why) =>
        (await CommandProcess.On(connectionString, "status")).Should(2, why);

    [Fact]
    public async Task Help_names_the_commands_and_the_exit_codes()
    {
        (await CommandProcess.On("", "--help")).Should(0, "migrate", "verify", "status", "Exit codes: 0");
        (await CommandProcess.On("", "verify", "--help")).Should(0, "--from-position", "--expect", "Exit codes: 0");
    }

    [Fact]
    public async Task A_new_database_is_migrated_once_and_only_when_asked()
    {
        await using var database = await TemporaryDatabase.Create();

        (await On("verify")).Should(2, "no event store");
        (await On("migrate", "--dry-run")).Should(0, "Missing 001_store.sql");
        (await On("migrate", "--dry-run")).Should(0, "Missing 001_store.sql");
        (await On("migrate")).Should(0, "Applied 001_store.sql");
        (await On("migrate")).Should(0, "Nothing is missing.");
        (await On("verify")).Should(0, "Sound. Head 0:");
        await Execute(database, "insert into es.migration (name, sha256) values ('999_later.sql', 'x')");
        (await On("migrate")).Should(1).Errors.Should().Contain("999_later.sql");
        (await On("migrate", "--dry-run")).Should(1).Errors.Should().Contain("999_later.sql");
        (await On("status")).Should(1, "999_later.sql");

        Task<CommandProcess> On(params string[] args) => CommandProcess.On(database.ConnectionString, args);
    }

    [Fact]
    public async Task Verify_names_the_first_bad_batch_and_a_noted_head_shows_a_cut_off_end()
    {
        await using var database = await TemporaryDatabase.Create();
        (await On("migrate")).Should(0);
        for (var i = 0; i < 4; i++)
            await Execute(database, Append);
        var status = JsonDocument.Parse((await On("status", "--json")).Should(0).Output).RootElement;
        var head = status.GetProperty("head").GetString()!;
        status.GetProperty("position").GetInt64().Should().Be(8);
        (await On("verify")).Should(0, "8 events", "4 batches", "4 streams and 4 keys", $"Sound. Head {head}");
        (await On("verify", "--expect", head, "--from-position", "5")).Should(0, "4 events (positions 5 to 8)", "Sound.");

        await Execute(database, "with f as (insert into es.file values (sha256('one'), 3, 'text/plain')) insert into es.file_chunk values (sha256('one'), 0, 'one')");
        (await On("verify")).Should(0, "Verified 1 stored file against its digest.", $"Sound. Head {head}");
        await Execute(database, "set session_replication_role = replica; update es.file_chunk set bytes = 'two'");
        (await On("verify")).Should(1, "NOT SOUND: 1 finding.", "First bad: in no batch: the file 7692c3ad3540bb80");
        await Execute(database, "set session_replication_role = replica; update es.file_chunk set bytes = 'one'");

        await Execute(database, "set session_replication_role = replica; update es.mt_events set user_name = 'nobody' where seq_id = 6");
        (await On("verify")).Should(1, "NOT SOUND: 1 finding.", "First bad: batch 5 to 6, recorded 20", "the root differs");
        await Execute(database, "set session_replication_role = replica; update es.mt_events set user_name = 'tester' where seq_id = 6");
        (await On("verify")).Should(0);

        await Execute(database, "set session_replication_role = replica; delete from es.command where last_seq = 8; delete from es.ledger where last_seq = 8; "
            + "delete from es.mt_streams s using es.mt_events e where e.stream_id = s.id and e.seq_id = 8; delete from es.mt_events where seq_id > 6");
        (await On("verify")).Should(0, "6 events");
        (await On("verify", "--expect", head)).Should(1, "First bad: in no batch: the log ends at position 6, before the head that was noted at 8");

        Task<CommandProcess> On(params string[] args) => CommandProcess.On(database.ConnectionString, args);
    }

    /// <summary>The read models of a log that lost its end have seen what it no longer has.</summary>
    [Fact]
    public async Task Status_shows_how_far_the_read_models_are()
    {
        await using var database = await TemporaryDatabase.Create();
        (await On("migrate")).Should(0);
        await Execute(database, Append);
        await Execute(database, "insert into es.mt_event_progression values ('this:All', 2), ('that:All', 1)");
        (await On("status")).Should(0, "this:All at 2, current", "that:All at 1, 1 behind", "2 events in 1 batches, 1 streams", "PostgreSQL 1");

        await Execute(database, "update es.mt_event_progression set last_seq_id = 5 where name = 'this:All'");
        (await On("status")).Should(1, "this:All at 5, AHEAD OF THE LOG by 3");

        Task<CommandProcess> On(params string[] args) => CommandProcess.On(database.ConnectionString, args);
    }

    [Fact]
    public async Task A_command_joins_the_running_host_and_does_without_it()
    {
        await using var host = new HostProcess();
        (await CommandProcess.In(host.Folder, "verify")).Should(2, "There is no database in");
        Directory.Exists(host.Folder).Should().BeFalse();
        await host.Start();
        var postmaster = host.Postmaster;
        (await host.Post("/directives", ADirective(), Committee, "a"))!.Should(422);
        foreach (var code in new[] { Politburo, Committee })
            (await host.Post("/agencies", new { code, name = new { vi = code }, kind = "ministry", level = "central", effectiveOn = "2025-01-01" }, Committee, code))!.Should(201);

        (await CommandProcess.In(host.Folder, "verify")).Should(0, "2 events", "Sound.");
        (await CommandProcess.In(host.Folder, "status")).Should(0, "tracking:");
        (await host.Get("/health/ready")).Should(200);
        host.Postmaster.Should().Be(postmaster);

        await host.Kill();
        (await CommandProcess.In(host.Folder, "verify")).Should(0, "2 events", "Sound.");
        File.Exists(Path.Combine(host.Folder, "cluster", "postmaster.pid")).Should().BeFalse("the command stops what it started");
    }

    [Fact]
    public async Task Read_models_are_made_anew_beside_a_running_host_and_a_difference_is_told_first()
    {
        await using var host = new HostProcess();
        await host.Start();
        foreach (var code in new[] { Politburo, Committee })
            (await host.Post("/agencies", new { code, name = new { vi = code }, kind = "ministry", level = "central", effectiveOn = "2025-01-01" }, Committee, code))!.Should(201);
        (await host.Post("/webhooks", new { url = "https://example.gov.vn/in" }, Committee, "w"))!.Should(201); // of all kinds of events
        var listed = (await host.Get("/agencies?minPosition=3")).Should(200).Text;

        (await CommandProcess.In(host.Folder, "rebuild", "nothing")).Should(2, "'nothing' is no projection; there is tracking.");
        (await CommandProcess.In(host.Folder, "rebuild")).Should(0, "tracking: made anew from 3 events");
        (await host.Get("/agencies")).Text.Should().Be(listed);

        await host.Query($"update {Services.Tracking.Schema}.agency_name set vi = 'x' where code = '{Committee}'");
        (await CommandProcess.In(host.Folder, "rebuild", "tracking")).Should(1, "differ from the live ones at position 3", "agency_name: 2 rows live and 2 rows new, 1 only live, 1 only new");
        (await host.Get("/agencies")).Text.Should().NotBe(listed, "nothing is swapped unasked");
        (await CommandProcess.In(host.Folder, "rebuild", "--accept-difference")).Should(0, "made anew");
        (await host.Get("/agencies")).Text.Should().Be(listed);

        (await host.Post("/agencies", new { code = "bo-a", name = new { vi = "a" }, kind = "ministry", level = "central", effectiveOn = "2025-01-01" }, Committee, "c"))!.Should(201);
        (await host.Get("/agencies?minPosition=4")).Text.Should().Contain("bo-a", "the host goes on with the new ones");
    }

    const string Append =
        """
        select es.append_one(1, null, '*DEFAULT*', gen_random_uuid(), 'directive', 0, gen_random_uuid(), '\x00', 'tester', null, null, '{}',
          array[gen_random_uuid(), gen_random_uuid()], array['x', 'y']::varchar[], array['x', 'y']::varchar[], array['{"a": 1.00}', '{}']::jsonb[])
        """;

    static async Task Execute(TemporaryDatabase database, string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
