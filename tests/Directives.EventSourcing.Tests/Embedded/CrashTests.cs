using System.Diagnostics;
using Directives.EventSourcing.Embedded;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Directives.EventSourcing.Tests.Embedded;

public sealed class CrashTests : IDisposable
{
    readonly TestFolder folder = new();
    readonly RecordingLogger logger = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_second_host_on_the_same_folder_is_told_who_holds_it()
    {
        using var holder = await HostProcess.Start(folder.Path);

        var second = () => TestServers.Start(folder.Path);

        await second.Should().ThrowAsync<EmbeddedPostgresException>().WithMessage($"*in use by another host: process {holder.Id} on *");
        (await TestServers.Query(holder.ConnectionString, "select 1")).Should().Be(1, "the refused host must not disturb the server");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-by-another-name")]
    public async Task A_host_takes_over_the_server_of_one_that_was_killed(string link)
    {
        using var killed = await HostProcess.Start(folder.Path);
        await TestServers.Query(killed.ConnectionString, "create table kept as select 42 as answer");
        var orphan = TestServers.PostmasterOf(folder.Path)!.Value;
        killed.Kill();
        await Eventually.IsTrue(() => !Signals.IsAlive(killed.Id));
        Signals.IsAlive(orphan).Should().BeTrue("a server outlives its killed host, or this test tests nothing");

        using var alias = new Alias(folder.Path, link);
        await using var postgres = await TestServers.Start(alias.Path);

        postgres.ProcessId.Should().NotBe(orphan);
        Signals.IsAlive(orphan).Should().BeFalse();
        (await postgres.Query("select answer from kept")).Should().Be(42);
    }

    [Fact]
    public async Task A_host_starts_after_host_and_server_were_both_killed()
    {
        using var killed = await HostProcess.Start(folder.Path);
        await TestServers.Query(killed.ConnectionString, "create table kept as select 42 as answer");
        killed.Kill();
        Signals.Send("KILL", TestServers.PostmasterOf(folder.Path)!.Value);

        await using var postgres = await TestServers.Start(folder.Path);

        (await postgres.Query("select answer from kept")).Should().Be(42);
    }

    [Fact]
    public async Task Another_process_that_got_the_number_of_a_dead_server_is_neither_feared_nor_harmed()
    {
        await (await TestServers.Start(folder.Path)).DisposeAsync();
        // Of the server's own user: others PostgreSQL does not fear anyway.
        var drop = Environment.IsPrivilegedProcess ? new[] { "setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups" } : [];
        using var bystander = Process.Start("env", [.. drop, "sleep", "60"]);
        File.WriteAllText(folder["cluster/postmaster.pid"], $"{bystander.Id}\n{folder["cluster"]}\n1\n5432\n\n\n       1         1\n");

        await using (var postgres = await TestServers.Start(folder.Path))
        {
            (await postgres.Query("select 1")).Should().Be(1);
        }

        bystander.HasExited.Should().BeFalse();
        bystander.Kill();
    }

    [Fact]
    public async Task A_killed_server_is_restarted_and_has_lost_nothing()
    {
        await using var postgres = await EmbeddedPostgres.Start(
            TestServers.Options(folder.Path) with { Durable = true }, logger);
        await postgres.Query("create table kept as select 42 as answer");
        await using var busy = new NpgsqlConnection($"{postgres.ConnectionString};Pooling=false");
        await busy.OpenAsync();
        await using var working = new NpgsqlCommand("select count(*) from generate_series(1, 20000000)", busy);
        var orphaned = working.ExecuteScalarAsync().ContinueWith(task => task.Exception, TaskScheduler.Default);
        await Eventually.IsTrue(async () => 1L.Equals(await postgres.Query(
            "select count(*) from pg_stat_activity where state = 'active' and pid <> pg_backend_pid() and backend_type = 'client backend'")));
        var killed = postgres.ProcessId;

        Signals.Send("KILL", killed);

        await Eventually.IsTrue(async () => 42.Equals(await postgres.Query("select answer from kept")) && postgres.ProcessId != killed);
        logger.Entries.Should().Contain(entry => entry.Level == LogLevel.Error && entry.Text.Contains("ended unexpectedly"));
        logger.Entries.Should().NotContain(entry => entry.Text.Contains("could not be restarted"), "waiting for an orphan is no failure");
        await orphaned;
        File.ReadAllText(folder["postgres.log"]).Should().Contain(
            "pre-existing shared memory block", "two servers on one cluster would destroy it, so the orphan must be waited for");
    }

    [Fact]
    public async Task After_several_failures_it_calls_for_help_and_keeps_trying()
    {
        var options = TestServers.Options(folder.Path) with { LongestRestartDelay = TimeSpan.FromMilliseconds(100) };
        await using var postgres = await EmbeddedPostgres.Start(options, logger);
        File.Move(folder["cluster/global/pg_control"], folder["pg_control"]);
        Signals.Send("KILL", postgres.ProcessId);

        await Eventually.IsTrue(() => logger.Has(LogLevel.Critical));

        logger.Entries.Count(entry => entry.Text.Contains("ended unexpectedly")).Should().Be(4);
        File.Move(folder["pg_control"], folder["cluster/global/pg_control"]);
        await Eventually.IsTrue(async () => 1.Equals(await postgres.Query("select 1")));
    }

    [Fact]
    public async Task Stopping_a_host_whose_server_cannot_be_restarted_does_not_hang()
    {
        var postgres = await TestServers.Start(folder.Path, logger);
        File.Move(folder["cluster/global/pg_control"], folder["pg_control"]);
        Signals.Send("KILL", postgres.ProcessId);
        await Eventually.IsTrue(() => logger.Entries.Any(entry => entry.Text.Contains("could not be restarted")));

        await postgres.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15));

        TestServers.PostmasterOf(folder.Path).Should().BeNull();
    }

    [Fact]
    public async Task Ctrl_C_reaches_the_host_but_not_its_server()
    {
        using var host = await HostProcess.Start(folder.Path);

        host.PressCtrlC();

        (await host.Say()).Should().Be("drained through the same connection");
        await Eventually.IsTrue(() => TestServers.PostmasterOf(folder.Path) is null);
        File.ReadAllText(folder["postgres.log"]).Should().Contain("received fast shutdown request");
    }

    [Fact]
    public async Task A_killed_test_run_leaves_no_server_and_no_folder()
    {
        if (Environment.GetEnvironmentVariable("ConnectionStrings__Directives") is { Length: > 0 })
        {
            return; // The databases lie on somebody else's server then.
        }

        using var run = await HostProcess.StartWithTemporaryDatabase();
        var data = Path.GetDirectoryName(new NpgsqlConnectionStringBuilder(run.ConnectionString).Host)!;
        var server = TestServers.PostmasterOf(data)!.Value;

        run.Kill();

        await Eventually.IsTrue(() => !Directory.Exists(data));
        Signals.IsAlive(server).Should().BeFalse();
    }

    /// <summary>A folder under its own name or, with a suffix, through a link beside it.</summary>
    sealed class Alias : IDisposable
    {
        readonly string folder;

        public Alias(string folder, string suffix)
        {
            this.folder = folder;
            Path = folder + suffix;
            if (Path != folder)
            {
                Directory.CreateSymbolicLink(Path, folder);
            }
        }

        public string Path { get; }

        public void Dispose()
        {
            if (Path != folder)
            {
                Directory.Delete(Path);
            }
        }
    }
}
