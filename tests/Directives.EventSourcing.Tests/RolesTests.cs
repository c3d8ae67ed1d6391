using Directives.EventSourcing.Tests.Projections;
using Npgsql;

namespace Directives.EventSourcing.Tests;

/// <summary>The program and its readers can do what they have to, and nothing to what is written.</summary>
public sealed class RolesTests(LightStore lights) : IClassFixture<LightStore>, IAsyncLifetime
{
    const string AppendOne =
        """
        select status from es.append_one(1, null, '*DEFAULT*', gen_random_uuid(), 'light', 0, gen_random_uuid(), '\x01', 'test', null, null, '{}',
          array[gen_random_uuid()], array['light_dimmed'], array['Dimmed'], array['{"level": 1}'::jsonb])
        """;

    readonly Dictionary<string, NpgsqlDataSource> sessions = new();

    public Task InitializeAsync() => lights.Store.Append(Lights.Dim(Guid.CreateVersion7(), 1).With(Guid.NewGuid()), default);

    public async Task DisposeAsync()
    {
        foreach (var session in sessions.Values)
            await session.DisposeAsync();
    }

    public static TheoryData<string, string, string> Protected
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (var role in new[] { "es_app", "es_read" })
                foreach (var (table, column) in new[] { ("mt_events", "data"), ("mt_streams", "version"), ("ledger", "root"), ("command", "version"), ("migration", "sha256") })
                    cases.Add(role, table, column);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Protected))]
    public async Task What_is_written_can_only_be_read(string role, string table, string column)
    {
        (await As(role, $"select count({column}) from es.{table}")).Should().BeOfType<long>().Which.Should().BePositive();

        await Refused(role, $"insert into es.{table} select * from es.{table}");
        await Refused(role, $"update es.{table} set {column} = {column}");
        await Refused(role, $"select {column} from es.{table} for update");
        await Refused(role, $"delete from es.{table}");
        await Refused(role, $"truncate es.{table}");
        await Refused(role, $"drop table es.{table}");
        await Refused(role, $"alter table es.{table} disable trigger all");
        await Refused(role, $"create trigger mine before insert on es.{table} for each row execute function es.no_rewrite()");
        await Refused(role, $"create rule mine as on insert to es.{table} do instead nothing");
    }

    [Theory]
    [InlineData("file", "size")]
    [InlineData("file_chunk", "number")]
    [InlineData("file_sender", "sender")]
    public async Task What_is_append_only_by_its_trigger_is_added_to_by_the_program_alone(string table, string column)
    {
        foreach (var role in new[] { "es_app", "es_read" })
        {
            await Refused(role, $"update es.{table} set {column} = {column}");
            await Refused(role, $"delete from es.{table}");
            await Refused(role, $"truncate es.{table}");
            await Refused(role, $"alter table es.{table} disable trigger all");
            await Refused(role, $"create trigger mine before insert on es.{table} for each row execute function es.no_rewrite()");
        }

        await As("es_app", $"insert into es.{table} select * from es.{table}");
        await Refused("es_read", $"insert into es.{table} select * from es.{table}");
    }

    [Theory]
    [InlineData("es_app")]
    [InlineData("es_read")]
    public async Task What_keeps_it_so_cannot_be_changed(string role)
    {
        await Refused(role, "drop schema es cascade");
        await Refused(role, "alter schema es owner to es_app");
        await Refused(role, "create table es.mine ()");
        await Refused(role, "create or replace function es.take_turn(p_shard int) returns void language sql as 'select'");
        await Refused(role, "drop function es.no_rewrite() cascade");
        await Refused(role, "select setval('es.mt_events_sequence', 1)");
        await Refused(role, "select nextval('es.mt_events_sequence')");
        await Refused(role, "select es.grant_roles()");
        await Refused(role, "set session_replication_role = replica");
    }

    [Fact]
    public async Task A_reader_cannot_append_and_can_verify()
    {
        await Refused("es_read", AppendOne);
        await Refused("es_read", "update es.mt_event_progression set last_seq_id = 0");
        await Refused("es_read", "create schema mine");

        (await As("es_read", "select stray + coalesce(first_bad, 0) from es.verify(1)")).Should().Be(0L);
        (await As("es_read", "select last_value > 0 from es.mt_events_sequence")).Should().Be(true);
    }

    [Fact]
    public async Task The_program_appends_and_keeps_its_read_models()
    {
        await using var store = new EventStore(Source("es_app"), new(typeof(LightEvent)));
        var one = await store.Append(Lights.Dim(Guid.CreateVersion7(), 1).With(Guid.NewGuid()), default);
        var many = await store.Append([.. Enumerable.Range(0, 5).Select(i => Lights.Dim(Guid.CreateVersion7(), i))], default);
        var runner = RunningProjection.Made(Source("es_app"));
        using var stop = new CancellationTokenSource();

        await runner.Install(default);
        var following = runner.Run(stop.Token);

        (await runner.Position.WaitFor(many[^1].Position, TimeSpan.FromSeconds(30), default)).Should().BeTrue($"{runner.Status}");
        await stop.CancelAsync();
        await following;
        one.Status.Should().Be(AppendStatus.Appended);
        (await lights.Value<string>("select nspowner::regrole::text from pg_namespace where nspname = 'lights_v1'")).Should().Be("es_app");
        (await lights.Verify()).Should().Match<Verification>(v => v.FirstBad == null && v.Stray == 0);
    }

    [Fact]
    public async Task Nothing_that_the_program_can_make_stands_in_for_what_the_append_functions_use()
    {
        await using var connection = await Source("es_app").OpenConnectionAsync();
        await Execute(
            """
            create temp table ledger as table es.ledger;
            create temp table mt_events as table es.mt_events;
            create temp table mt_streams as table es.mt_streams;
            create temp table command as table es.command;
            create temp sequence mt_events_sequence;
            create schema trap;
            create function trap.sha256(bytea) returns bytea language plpgsql as $$ begin raise 'trapped as %', current_user; end $$;
            create function trap.take_turn(int) returns void language plpgsql as $$ begin raise 'trapped as %', current_user; end $$;
            create function trap.recording_time(timestamptz, timestamptz) returns timestamptz language plpgsql as $$ begin raise 'trapped as %', current_user; end $$;
            create function trap.plus(bigint, int) returns bigint language plpgsql as $$ begin raise 'trapped as %', current_user; end $$;
            create operator trap.+ (leftarg = bigint, rightarg = int, function = trap.plus);
            create function pg_temp.now() returns timestamptz language plpgsql as $$ begin raise 'trapped as %', current_user; end $$;
            set search_path = pg_temp, trap, pg_catalog, es
            """);
        var before = await lights.Contents();

        await Execute(AppendOne);
        await Execute(
            """
            select status from es.append(1, null, array['*DEFAULT*'], array[gen_random_uuid()], array['light'], array[0::bigint], array[1], null,
              array[gen_random_uuid()], array['\x01'::bytea], array['test'], array[null::varchar], array[null::varchar], array['{}'::jsonb],
              array[1], array[1], array[gen_random_uuid()], array['light_dimmed'], array['Dimmed'], array['{"level": 1}'::jsonb])
            """);

        (await lights.Contents()).Should().Be((before.Events + 2, before.Batches + 2, before.Keys + 2, before.Versions + 2));
        (await lights.Verify()).Should().Match<Verification>(v => v.FirstBad == null && v.Stray == 0);
        await Execute("drop schema trap cascade");

        async Task Execute(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task A_session_keeps_its_role_when_it_comes_back_from_the_pool()
    {
        await using var one = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder((await Roles.Restricted(lights.ConnectionString, default))!) { MaxPoolSize = 1 }.ConnectionString);

        for (var i = 0; i < 3; i++)
        {
            await using var command = one.CreateCommand("select current_user || ' ' || pg_backend_pid()");
            ((string)(await command.ExecuteScalarAsync())!).Should().StartWith("es_app ");
        }
    }

    async Task Refused(string role, string sql) =>
        (await this.Awaiting(_ => As(role, sql)).Should().ThrowAsync<PostgresException>(sql)).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege, sql);

    async Task<object?> As(string role, string sql)
    {
        await using var command = Source(role).CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    NpgsqlDataSource Source(string role) => sessions.TryGetValue(role, out var source)
        ? source
        : sessions[role] = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(lights.ConnectionString) { Options = $"-c role={role}" }.ConnectionString);
}
