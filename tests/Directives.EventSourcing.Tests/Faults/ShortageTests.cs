using Directives.EventSourcing.Tests.Projections;
using Directives.EventSourcing.Writing;
using Npgsql;

namespace Directives.EventSourcing.Tests.Faults;

/// <summary>When the server runs short of something, an append says what, writes nothing, and the same writer goes on afterwards.</summary>
[Collection(FaultTests.Name)]
public sealed class ShortageTests(FaultServer server) : IAsyncLifetime
{
    static readonly WriterOptions quick = new()
    {
        LockTimeout = TimeSpan.FromMilliseconds(100),
        StatementTimeout = TimeSpan.FromSeconds(1),
        Deadline = TimeSpan.FromMilliseconds(500)
    };

    LightStore lights = null!;
    NpgsqlDataSource fresh = null!;
    EventStore store = null!;

    public async Task InitializeAsync()
    {
        lights = await server.Store();
        fresh = lights.Named("short"); // its sessions have opened no file and hold no connection yet
        store = new(fresh, new(typeof(LightEvent)), quick);
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        await fresh.DisposeAsync();
        await lights.DisposeAsync();
    }

    [Fact]
    public async Task Somebody_holds_the_sequencers_lock()
    {
        await using var connection = await lights.Source.OpenConnectionAsync();
        await using var holder = await connection.BeginTransactionAsync();
        await using (var take = new NpgsqlCommand("select es.take_turn(1)", connection))
            await take.ExecuteNonQueryAsync();

        await Fails(PostgresErrorCodes.LockNotAvailable, "lock timeout");

        await holder.RollbackAsync();
        await GoesOn();
    }

    [Fact]
    public async Task The_server_is_too_slow_for_the_statement_timeout()
    {
        await lights.Execute(
            """
            create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(30); return new; end';
            create trigger slow before insert on es.ledger for each row execute function slow()
            """);

        await Fails(PostgresErrorCodes.QueryCanceled, "statement timeout");

        await lights.Execute("drop trigger slow on es.ledger");
        await GoesOn();
    }

    [Fact]
    public async Task All_connections_are_taken()
    {
        await using var taken = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(lights.ConnectionString) { MaxPoolSize = 200 }.ConnectionString);
        var connections = new List<NpgsqlConnection>();
        await FluentActions.Awaiting(async () =>
        {
            while (true)
                connections.Add(await taken.OpenConnectionAsync());
        }).Should().ThrowAsync<PostgresException>();

        await Fails(PostgresErrorCodes.TooManyConnections, "too many clients");

        foreach (var connection in connections)
            await connection.DisposeAsync();
        taken.Clear();
        await GoesOn();
    }

    /// <summary>A file that is /dev/full can be opened, is empty, and takes nothing: the kernel says that there is no space left.</summary>
    [LinuxTheory]
    [InlineData("es.mt_streams")]
    [InlineData("es.mt_events")]
    [InlineData("es.command")]
    public async Task The_disk_is_full_where_one_of_the_tables_lies(string relation)
    {
        await lights.Execute("checkpoint"); // or the server would want to flush the file that is replaced
        var file = Path.Combine(server.Cluster, await lights.Value<string>("select pg_relation_filepath($1::regclass)", relation));
        File.Move(file, $"{file}.moved");
        File.CreateSymbolicLink(file, "/dev/full");

        await Fails(PostgresErrorCodes.DiskFull, "No space left on device");

        File.Move($"{file}.moved", file, overwrite: true);
        await lights.Execute("select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'short' and datname = current_database()"); // the file they hold open is the old one
        await GoesOn();
    }

    [Theory]
    [InlineData("repeatable read", "select count(*) from es.mt_events")]
    [InlineData("read committed", "insert into elsewhere values (1)")]
    [InlineData("serializable", "insert into elsewhere select count(*) from es.mt_events")]
    public async Task A_transaction_that_somebody_forgot_holds_up_neither_appends_nor_a_projection(string isolation, string work)
    {
        await lights.Execute("create table elsewhere (id int)");
        await using var connection = await lights.Source.OpenConnectionAsync();
        await using var forgotten = new NpgsqlCommand($"begin isolation level {isolation}; {work}", connection);
        await forgotten.ExecuteNonQueryAsync();

        await using var running = await RunningProjection.Start(lights);
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => store.Append(Lights.Dim(Guid.CreateVersion7(), i), default)));

        results.Should().OnlyContain(result => result.Status == AppendStatus.Appended);
        await running.Reaches(50);
    }

    /// <summary>Every append that is made now is told why not, in words, or that it waited too long behind one that was; none leaves a trace.</summary>
    async Task Fails(string state, string words)
    {
        var appends = Enumerable.Range(0, 5).Select(i => store.Append(Lights.Dim(Guid.CreateVersion7(), i).With(Guid.NewGuid()), default)).ToList();

        await Task.WhenAll(appends).ContinueWith(_ => { }, TaskScheduler.Default);
        appends[0].IsFaulted.Should().BeTrue("it was sent and refused");
        foreach (var append in appends)
            if (append.IsFaulted)
                (await append.Awaiting(a => a).Should().ThrowAsync<PostgresException>().WithMessage($"*{words}*")).Which.SqlState.Should().Be(state);
            else
                (await append).Status.Should().Be(AppendStatus.Overloaded);
    }

    async Task GoesOn()
    {
        (await lights.Contents()).Should().Match<(long Events, long Batches, long Keys, long Versions)>(c => c.Events == 0 && c.Batches == 1 && c.Keys == 0 && c.Versions == 0, "nothing was half written");
        var append = Lights.Dim(Guid.CreateVersion7(), 1).With(Guid.NewGuid());

        (await store.Append(append, default)).Should().Match<AppendResult>(r => r.Status == AppendStatus.Appended && r.Position == 1);
        (await lights.Verify()).Should().Be(new Verification(1, 1, null, 0));
    }
}

/// <summary>A test of what only Linux has.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Only Linux has /dev/full.";
}
