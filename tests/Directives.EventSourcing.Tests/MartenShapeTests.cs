namespace Directives.EventSourcing.Tests;

/// <summary>
/// What Marten 9 needs to read this database: its own tables, conjoined tenancy, every metadata column on. Marten drops
/// what it does not know when it migrates, so there is nothing in them that is not its own, and nothing missing but the
/// foreign key from events to streams, which the one writer makes needless.
/// </summary>
public sealed class MartenShapeTests(LightStore lights) : IClassFixture<LightStore>
{
    readonly Guid light = Guid.CreateVersion7();

    [Fact]
    public async Task There_are_the_four_objects_of_Marten_and_no_other_of_that_name() =>
        (await lights.Column<string>(
            """
            select relname || ' ' || relkind::text from pg_class
            where relnamespace = 'es'::regnamespace and relname like 'mt\_%' and relkind <> 'i' order by 1
            """))
            .Should().Equal("mt_event_progression r", "mt_events r", "mt_events_sequence S", "mt_streams r");

    [Fact]
    public async Task Streams_have_the_columns_of_Marten() => (await Columns("mt_streams")).Should().Equal(
        "tenant_id varchar not null default '*DEFAULT*'::character varying",
        "id uuid not null",
        "type varchar",
        "version int8",
        "timestamp timestamptz not null default now()",
        "created timestamptz not null default now()",
        "is_archived bool default false");

    [Fact]
    public async Task Events_have_the_columns_of_Marten() => (await Columns("mt_events")).Should().Equal(
        "seq_id int8 not null",
        "id uuid not null",
        "stream_id uuid",
        "version int8 not null",
        "data jsonb not null",
        "bdata bytea",
        "type varchar(500) not null",
        "timestamp timestamptz not null default now()",
        "tenant_id varchar default '*DEFAULT*'::character varying",
        "mt_dotnet_type varchar",
        "correlation_id varchar",
        "causation_id varchar",
        "headers jsonb",
        "user_name varchar",
        "is_archived bool default false");

    [Fact]
    public async Task Progress_has_the_columns_of_Marten() => (await Columns("mt_event_progression")).Should().Equal(
        "name varchar not null",
        "last_seq_id int8",
        "last_updated timestamptz default transaction_timestamp()");

    [Fact]
    public async Task Indexes_are_those_of_Marten_and_no_more() =>
        (await lights.Column<string>(
            "select replace(indexdef, 'es.', '') from pg_indexes where schemaname = 'es' and tablename like 'mt\\_%' order by 1")).Should().Equal(
            "CREATE UNIQUE INDEX pk_mt_event_progression ON mt_event_progression USING btree (name)",
            "CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON mt_events USING btree (tenant_id, stream_id, version)",
            "CREATE UNIQUE INDEX pkey_mt_events_seq_id ON mt_events USING btree (seq_id)",
            "CREATE UNIQUE INDEX pkey_mt_streams_tenant_id_id ON mt_streams USING btree (tenant_id, id)");

    [Fact]
    public async Task Constraints_are_the_primary_keys_of_Marten() =>
        (await lights.Column<string>(
            "select conname || ' ' || contype::text from pg_constraint where conrelid::regclass::text like 'es.mt\\_%' order by 1"))
            .Should().Equal("pk_mt_event_progression p", "pkey_mt_events_seq_id p", "pkey_mt_streams_tenant_id_id p");

    [Fact]
    public async Task The_sequence_belongs_to_the_positions() =>
        (await lights.Value<string>("select pg_get_serial_sequence('es.mt_events', 'seq_id')")).Should().Be("es.mt_events_sequence");

    [Fact]
    public async Task The_sequence_stands_at_the_head_after_every_append()
    {
        var alone = await lights.Store.Append(Lights.Append(light, 0, new Dimmed(1), new Dimmed(2)), default);
        (await LastValue()).Should().Be((alone.Position, true));

        var batched = await lights.Store.Append([Lights.Dim(light, 3), Lights.Dim(Guid.CreateVersion7(), 4)], default);
        (await LastValue()).Should().Be((batched[1].Position, true));

        async Task<(long, bool)> LastValue() =>
            (await lights.Rows(row => (row.GetInt64(0), row.GetBoolean(1)), "select last_value, is_called from es.mt_events_sequence")).Single();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_stream_has_its_row_with_type_version_and_times(bool in_a_batch)
    {
        async Task<AppendResult> Append(Append append) => in_a_batch
            ? (await lights.Store.Append([append], default)).Single()
            : await lights.Store.Append(append, default);

        var created = await Append(Lights.Append(light, 0, new Dimmed(1), new Dimmed(2)));
        var last = await Append(Lights.Append(light, 2, new Dimmed(3)) with { StreamType = "another" });

        (await lights.Rows(
            row => (row.GetString(0), row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2), row.GetFieldValue<DateTimeOffset>(3)),
            "select type, version, created, timestamp from es.mt_streams where tenant_id = '*DEFAULT*' and id = $1 and not is_archived", light))
            .Should().Equal(("light", 3, created.RecordedAt, last.RecordedAt));
        last.RecordedAt.Should().BeAfter(created.RecordedAt);
    }

    [Fact]
    public async Task Events_join_their_streams_as_Marten_reads_them()
    {
        await lights.Store.Append(Lights.Append(light, 0, new Dimmed(1), new Dimmed(2)), default);
        await lights.Store.Append([Lights.Dim(Guid.CreateVersion7(), 3)], default);

        (await lights.Value<long>(
            """
            select count(*) from es.mt_events as d inner join es.mt_streams as s on d.stream_id = s.id and d.tenant_id = s.tenant_id
            where d.is_archived = false
            """)).Should().Be(await lights.Store.Head(default));
        (await lights.Value<long>(
            """
            select count(*) from es.mt_streams s
            where s.version is distinct from (select max(version) from es.mt_events where stream_id = s.id)
            """)).Should().Be(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_are_stored_in_camel_case_under_their_name_with_their_type_as_Marten_spells_it(bool in_a_batch)
    {
        var append = Lights.Append(
            light, 0, new SwitchedOn("Lan", LightColour.WarmWhite), new Dimmed(0.50m), new SwitchedOff(new(2025, 7, 30, 9, 0, 0, TimeSpan.Zero)));
        if (in_a_batch)
            await lights.Store.Append([append], default);
        else
            await lights.Store.Append(append, default);

        const string assembly = "Directives.EventSourcing.Tests";
        (await lights.Rows(
            row => (row.GetString(0), row.GetString(1), row.GetString(2)),
            "select type, mt_dotnet_type, data from es.mt_events where stream_id = $1 order by version", light)).Should().Equal(
            ("light_switched_on", $"Directives.EventSourcing.Tests.SwitchedOn, {assembly}", """{"colour": "warmWhite", "switchedBy": "Lan"}"""),
            ("light_dimmed", $"Directives.EventSourcing.Tests.Dimmed, {assembly}", """{"level": 0.50, "reason": null}"""),
            ("light_switched_off", $"Directives.EventSourcing.Tests.SwitchedOff, {assembly}", """{"switchedAt": "2025-07-30T09:00:00+00:00"}"""));
    }

    Task<List<string>> Columns(string table) => lights.Column<string>(
        """
        select column_name || ' ' || udt_name || coalesce('(' || character_maximum_length || ')', '')
               || case is_nullable when 'NO' then ' not null' else '' end || coalesce(' default ' || column_default, '')
        from information_schema.columns where table_schema = 'es' and table_name = $1 order by ordinal_position
        """, table);
}
