using Directives.EventSourcing.Embedded;
using Microsoft.Extensions.Logging;

namespace Directives.EventSourcing.Tests.Embedded;

public sealed class EmbeddedPostgresTests : IDisposable
{
    readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_one_host_stored_the_next_one_finds()
    {
        await using (var first = await TestServers.Start(folder.Path))
        {
            await first.Query("create table kept as select 42 as answer");
        }

        await using var second = await TestServers.Start(folder.Path);

        (await second.Query("select answer from kept")).Should().Be(42);
    }

    [Fact]
    public async Task It_is_reached_through_a_private_socket_and_no_other_way()
    {
        await using var postgres = await TestServers.Start(folder.Path);

        (await postgres.Query("show listen_addresses")).Should().Be("");
        (await postgres.Query("show unix_socket_directories")).Should().Be($"\"{folder["socket"]}\"");
        (await postgres.Query("select inet_server_addr()")).Should().Be(DBNull.Value);
        File.GetUnixFileMode(folder["socket"]).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        (await postgres.Query(
            "select string_agg(type || ' ' || auth_method, ', ' order by line_number) from pg_hba_file_rules where database = '{all}'"))
            .Should().Be("local trust, host reject, host reject");
    }

    [Fact]
    public async Task The_cluster_has_checksums_and_sorts_the_same_on_every_machine()
    {
        await using var postgres = await TestServers.Start(folder.Path);

        (await postgres.Query("show data_checksums")).Should().Be("on");
        (await postgres.Query("show server_encoding")).Should().Be("UTF8");
        (await postgres.Query("select datcollate from pg_database where datname = current_database()")).Should().Be("C");
        (await postgres.Query("select current_database() || ' of ' || current_user")).Should().Be("directives of directives");
    }

    [Theory]
    [InlineData(true, "on, on, on")]
    [InlineData(false, "off, off, off")]
    public async Task Commits_are_on_disk_unless_the_cluster_is_to_be_thrown_away(bool durable, string expected)
    {
        await using var postgres = await EmbeddedPostgres.Start(
            TestServers.Options(folder.Path) with { Durable = durable }, new RecordingLogger());

        (await postgres.Query("select concat_ws(', ', current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes'))"))
            .Should().Be(expected);
    }

    [Fact]
    public void It_is_durable_unless_told_otherwise() =>
        new EmbeddedPostgresOptions(folder.Path).Durable.Should().BeTrue();

    [Fact]
    public async Task Settings_are_the_callers_except_those_the_guarantees_rest_on()
    {
        var options = TestServers.Options(folder.Path);

        await using (var postgres = await EmbeddedPostgres.Start(options.With("application_name", "it's; $HOME"), new RecordingLogger()))
        {
            (await postgres.Query("show max_connections")).Should().Be("20");
            (await postgres.Query("select reset_val from pg_settings where name = 'application_name'")).Should().Be("it's; $HOME");
        }

        var turningOffFsync = () => EmbeddedPostgres.Start(options.With("FSYNC", "off"), new RecordingLogger());
        await turningOffFsync.Should().ThrowAsync<EmbeddedPostgresException>().WithMessage("*'FSYNC'*");
    }

    [Fact]
    public async Task A_clean_stop_ends_the_server_and_is_not_taken_for_a_crash()
    {
        var logger = new RecordingLogger();
        var postgres = await TestServers.Start(folder.Path, logger);
        var pid = postgres.ProcessId;

        await postgres.DisposeAsync();

        Signals.IsAlive(pid).Should().BeFalse();
        File.Exists(folder["cluster/postmaster.pid"]).Should().BeFalse();
        File.ReadAllText(folder["postgres.log"]).Should().Contain("database system is shut down");
        // By the time another host has come and gone, a supervisor that was still awake would have seen it.
        await (await TestServers.Start(folder.Path)).DisposeAsync();
        logger.Has(LogLevel.Error).Should().BeFalse();
    }

    [Fact]
    public async Task A_folder_that_holds_other_things_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(folder["thesis.txt"], "ten years of work");

        var start = () => TestServers.Start(folder.Path);

        await start.Should().ThrowAsync<EmbeddedPostgresException>().WithMessage($"{folder.Path} is not a data folder*");
        Directory.GetFileSystemEntries(folder.Path).Should().Equal(folder["thesis.txt"]);
    }

    [Fact]
    public async Task A_cluster_that_lost_its_version_is_refused_and_left_alone()
    {
        await (await TestServers.Start(folder.Path)).DisposeAsync();
        File.Move(folder["cluster/PG_VERSION"], folder["PG_VERSION"]);

        var start = () => TestServers.Start(folder.Path);

        await start.Should().ThrowAsync<EmbeddedPostgresException>().WithMessage("*no PG_VERSION*");
        Directory.Exists(folder["cluster/base"]).Should().BeTrue();
    }

    [Fact]
    public async Task An_interrupted_initdb_is_cleared_away_and_done_again()
    {
        Directory.CreateDirectory(folder["unfinished-cluster-1/base"]);
        File.WriteAllText(folder["unfinished-cluster-1/PG_VERSION"], "15");
        File.WriteAllText(folder["host.lock"], "process 1 on a machine that lost power");

        await using var postgres = await TestServers.Start(folder.Path);

        (await postgres.Query("select 1")).Should().Be(1);
        Directory.GetDirectories(folder.Path, "unfinished-*").Should().BeEmpty();
    }

    [Fact]
    public async Task A_failed_start_shows_the_servers_own_words_and_leaves_nothing_held()
    {
        var start = () => EmbeddedPostgres.Start(
            TestServers.Options(folder.Path).With("shared_buffers", "plenty"), new RecordingLogger());

        await start.Should().ThrowAsync<EmbeddedPostgresException>().WithMessage("*invalid value for parameter \"shared_buffers\": \"plenty\"*");

        await using var postgres = await TestServers.Start(folder.Path);
        (await postgres.Query("select 1")).Should().Be(1);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_and_stopped()
    {
        await (await TestServers.Start(folder.Path)).DisposeAsync();
        // A standby that may not be queried: it runs, and refuses every connection.
        File.WriteAllText(folder["cluster/standby.signal"], "");

        var start = () => EmbeddedPostgres.Start(
            TestServers.Options(folder.Path).With("hot_standby", "off") with { StartTimeout = TimeSpan.FromSeconds(1) }, new RecordingLogger());

        await start.Should().ThrowAsync<EmbeddedPostgresException>().WithMessage("*does not answer after 1 s*entering standby mode*");
        TestServers.PostmasterOf(folder.Path).Should().BeNull();
    }

    [Fact]
    public async Task A_cancelled_start_leaves_no_server_and_no_lock()
    {
        await (await TestServers.Start(folder.Path)).DisposeAsync();
        File.WriteAllText(folder["cluster/standby.signal"], "");
        using var cancel = new CancellationTokenSource();

        var start = EmbeddedPostgres.Start(TestServers.Options(folder.Path).With("hot_standby", "off"), new RecordingLogger(), cancel.Token);
        await Eventually.IsTrue(() => TestServers.PostmasterOf(folder.Path) is not null);
        await cancel.CancelAsync();

        await ((Func<Task>)(() => start)).Should().ThrowAsync<OperationCanceledException>();
        TestServers.PostmasterOf(folder.Path).Should().BeNull();
        File.Delete(folder["cluster/standby.signal"]);
        await (await TestServers.Start(folder.Path)).DisposeAsync();
    }

    [Fact]
    public async Task A_log_that_has_grown_large_is_started_afresh()
    {
        await (await TestServers.Start(folder.Path)).DisposeAsync();
        using (var log = File.OpenWrite(folder["postgres.log"]))
        {
            log.SetLength(10 * 1024 * 1024 + 1);
        }

        await using var postgres = await TestServers.Start(folder.Path);

        new FileInfo(folder["postgres.log"]).Length.Should().BeInRange(1, 100_000);
    }
}
