using Directives.EventSourcing.Auditing;

namespace Directives.EventSourcing.Tests.Auditing;

/// <summary>Whatever somebody who may do anything does to the log: verification names the first bad batch and what is wrong.</summary>
public sealed class ForgeryTests(SoundLog log) : IClassFixture<SoundLog>
{
    [Fact]
    public async Task A_sound_log_is_sound()
    {
        var report = await log.Verify();

        report.Findings.Should().BeEmpty();
        report.Should().BeEquivalentTo(new { Sound = true, From = 1, Events = 9, Batches = 5, Streams = 2, Keys = 5, FindingCount = 0 });
        report.Head.Should().Be(await log.HeadAt(9));
    }

    [Fact]
    public async Task An_archived_event_is_no_forgery() =>
        (await log.Forged("update es.mt_events set is_archived = true; update es.mt_streams set is_archived = true")).Findings.Should().BeEmpty();

    [Theory]
    [InlineData("data = '{\"level\": 9}'", "the root differs")]
    [InlineData("data = '{\"level\": 1.00, \"reason\": null}'", "the root differs")] // the same number, written otherwise
    [InlineData("type = 'light_dimmeD'", "the root differs")]
    [InlineData("user_name = 'laN'", "the root differs")]
    [InlineData("user_name = null", "the root differs")]
    [InlineData("headers = '{\"ip\": \"10.0.0.2\"}'", "the root differs")]
    [InlineData("headers = null", "the root differs")]
    [InlineData("correlation_id = 'correlatioN'", "the root differs")]
    [InlineData("causation_id = 'causatioN'", "the root differs")]
    [InlineData("causation_id = null", "the root differs")]
    [InlineData("correlation_id = causation_id, causation_id = correlation_id", "the root differs")]
    [InlineData("id = gen_random_uuid()", "the root differs")]
    [InlineData("stream_id = gen_random_uuid()", "the root differs")]
    [InlineData("version = 99", "the root differs")]
    [InlineData("tenant_id = '*DEFAULt*'", "the root differs")]
    [InlineData("mt_dotnet_type = mt_dotnet_type || ' '", "the root differs")]
    [InlineData("timestamp = timestamp - interval '1 microsecond'", "not the one of its batch")]
    [InlineData("timestamp = 'infinity'", "not the one of its batch")]
    [InlineData("bdata = '\\x00'", "binary payload")]
    [InlineData("seq_id = 1000 + seq_id", "missing")]
    public async Task A_changed_event_is_found_in_its_batch(string change, string what)
    {
        (await First($"update es.mt_events set {change} where seq_id = 1")).Should().Match<Finding>(f => f.Batch!.First == 1 && f.Batch.Last == 1).And.Match<Finding>(f => f.What.Contains(what));
        (await First($"update es.mt_events set {change} where seq_id = 3")).Should().Match<Finding>(f => f.Batch!.First == 2 && f.Batch.Last == 4).And.Match<Finding>(f => f.What.Contains(what));
    }

    [Theory]
    [InlineData("position 3 is missing", 4, 3, "delete from es.mt_events where seq_id = 3")]
    [InlineData("position 9 is missing", 9, 9, "delete from es.mt_events where seq_id = 9")]
    [InlineData("positions 5 to 6 are missing", 6, 5, "delete from es.mt_events where seq_id in (5, 6)")]
    [InlineData("the root differs", 9, null, "delete from es.mt_events where seq_id = 9; " + Insert + "9, gen_random_uuid(), stream_id, 5" + Rest)]
    [InlineData("the root differs", 4, null, "update es.mt_events set seq_id = case seq_id when 3 then -4 else -3 end where seq_id in (3, 4); " + Back)]
    [InlineData("position 1 bears the time", 1, 1, "update es.mt_events set seq_id = case seq_id when 1 then -5 else -1 end where seq_id in (1, 5); " + Back)]
    [InlineData("the chain value differs", 4, null, "update es.ledger set committed_at = committed_at + interval '1 microsecond' where last_seq = 4; "
        + "update es.mt_events set timestamp = (select committed_at from es.ledger where last_seq = 4) where seq_id between 2 and 4")]
    [InlineData("not later than the batch before", 4, null, "update es.ledger set committed_at = '2001-01-01Z' where last_seq = 4; "
        + "update es.mt_events set timestamp = '2001-01-01Z' where seq_id between 2 and 4")]
    [InlineData("position 2 stands before it and belongs to no batch", 4, 2, "update es.ledger set first_seq = 3 where last_seq = 4")]
    [InlineData("begins at 1, but the batch before it ends at 1", 4, 1, "update es.ledger set first_seq = 1 where last_seq = 4")]
    [InlineData("position 5 is missing", 6, 5, "update es.ledger set first_seq = 5 where last_seq = 6; update es.mt_events set seq_id = -5 where seq_id = 5")]
    [InlineData("position 2 bears the time", 4, 2, "update es.ledger set committed_at = committed_at + interval '1 microsecond' where last_seq = 4")]
    [InlineData("the root differs", 4, null, "update es.ledger set root = sha256(root) where last_seq = 4")]
    [InlineData("the chain value differs", 4, null, "update es.ledger set chain = sha256(chain) where last_seq = 4")]
    [InlineData("the chain value differs", 4, null, "update es.ledger set chain = '' where last_seq = 4")]
    [InlineData("begins at 5, but the batch before it ends at 1", 6, 2, "update es.ledger set shard = 2 where last_seq = 4")]
    [InlineData("positions 4 to 5 are missing", 5, 4, "update es.ledger set last_seq = 5 where last_seq = 4; update es.mt_events set seq_id = -seq_id where seq_id in (4, 5)")]
    [InlineData("begins at 5, but the batch before it ends at 1", 6, 2, "delete from es.ledger where last_seq = 4")]
    [InlineData("begins at 2, but the batch before it ends at 0", 4, 1, "delete from es.ledger where last_seq = 1")]
    [InlineData("positions 5 to 6 are missing", 7, 5, "delete from es.mt_events where seq_id in (5, 6); delete from es.ledger where last_seq = 6; "
        + "update es.ledger l set chain = es.chain_hash(1, p.chain, 7, 7, l.committed_at, l.root), first_seq = 5 from es.ledger p where p.last_seq = 4 and l.last_seq = 7")]
    [InlineData("the root differs", 2, null, "insert into es.ledger select shard, 2, 2, committed_at, root, chain from es.ledger where last_seq = 4; "
        + "update es.ledger set first_seq = 3 where last_seq = 4")]
    [InlineData("position 10 is missing", 10, 10, "insert into es.ledger select shard, 10, 10, committed_at, root, chain from es.ledger where last_seq = 9")]
    [InlineData("does not begin with the row it was made with", -1, null, "insert into es.ledger select shard, -1, -1, committed_at, root, chain from es.ledger where last_seq = 0")]
    [InlineData("does not begin with the row it was made with", 0, null, "update es.ledger set chain = sha256(chain) where last_seq = 0")]
    [InlineData("does not begin with the row it was made with", 0, null, "update es.ledger set root = sha256(root) where last_seq = 0")]
    [InlineData("does not begin with the row it was made with", 0, null, "update es.ledger set first_seq = -1 where last_seq = 0")]
    [InlineData("does not begin with the row it was made with", 0, null, "update es.ledger set committed_at = '2000-01-02Z' where last_seq = 0")]
    [InlineData("the chain value differs", 1, null, "update es.ledger set chain = sha256(chain), root = sha256(root) where last_seq = 0")]
    [InlineData("at position 0, is missing", 1, null, "delete from es.ledger where last_seq = 0")]
    public async Task What_is_forged_is_found_where_it_is(string what, int last, int? position, string sql)
    {
        var first = await First(sql);

        (first.Batch?.Last, first.What).Should().Match<(long? Last, string What)>(found => found.Last == last && found.What.Contains(what));
        first.Position.Should().Be(position);
    }

    [Theory]
    [InlineData("1, the first at position 8", 8, "delete from es.mt_events where seq_id = 9; delete from es.ledger where last_seq = 9; update es.mt_streams set version = 4 where version = 5; delete from es.command where last_seq = 9")]
    [InlineData("1, the first at position 10", 10, Insert + "10, gen_random_uuid(), stream_id, 6" + Rest + "; update es.mt_streams set version = 6 where version = 5")]
    [InlineData("1, the first at position 0", 0, Insert + "0, gen_random_uuid(), stream_id, 6" + Rest + "; update es.mt_streams set version = 6 where version = 5")]
    [InlineData("ledger is empty", null, "delete from es.ledger")]
    public async Task What_is_in_no_batch_is_found_too(string what, int? position, string sql)
    {
        var first = await First(sql);

        (first.Batch, first.Position).Should().Be((null, (long?)position));
        first.What.Should().Contain(what);
    }

    [Theory]
    [InlineData("stands at version 99, but its last event has version 4", 6, "update es.mt_streams set version = 99 where version = 4")]
    [InlineData("has events but no version of its own", 6, "update es.mt_streams set version = null where version = 4")]
    [InlineData("has events but no version of its own", 6, "delete from es.mt_streams where version = 4")]
    [InlineData("has events but no version of its own", 6, "update es.mt_streams set tenant_id = 'another' where version = 4")]
    [InlineData("stands at version 3 but has no events", null, "insert into es.mt_streams (id, version) values (gen_random_uuid(), 3)")]
    public async Task A_stream_that_does_not_agree_with_its_events_is_found_at_its_last_one(string what, int? last, string sql)
    {
        var first = await First(sql);

        (first.Batch?.Last).Should().Be(last);
        first.What.Should().Contain(what);
    }

    /// <summary>What a writer that went wrong would leave: the chain is honest about it, and only the versions show it.</summary>
    [Fact]
    public async Task A_stream_whose_versions_have_a_hole_is_found_where_the_hole_is()
    {
        var first = await First(
            "update es.mt_events set version = -version where seq_id >= 7; update es.mt_events set version = 1 - version where seq_id >= 7; update es.mt_streams set version = 6 where version = 5; " +
            "update es.command set version = version + 1 where last_seq >= 7; " + Recomputed);

        first.Batch!.Last.Should().Be(7);
        first.What.Should().Contain("does not have the versions 1 to 6: it has 5 events, of versions 1 to 6");
    }

    [Theory]
    [InlineData("stream_id = gen_random_uuid()", "(stream)")]
    [InlineData("version = 3", "(version)")]
    [InlineData("last_seq = 5", "(version, events of another key, number of events)")]
    [InlineData("last_seq = 500", "(position")]
    [InlineData("events = 3", "number of events)")]
    [InlineData("events = 0", "(number of events)")]
    [InlineData("at = at - interval '1 microsecond'", "(time)")]
    [InlineData("tenant_id = 'another'", "(stream)")]
    public async Task A_key_that_does_not_agree_with_its_events_is_found_in_their_batch(string change, string what)
    {
        var first = await First($"update es.command set {change} where last_seq = 6");

        first.Batch!.Last.Should().Be(6);
        first.What.Should().StartWith("key ").And.Contain(what);
    }

    [Fact]
    public async Task Two_keys_that_speak_of_the_same_events_are_found()
    {
        var first = await First("insert into es.command select tenant_id, gen_random_uuid(), request_hash, stream_id, version, last_seq, 1, at from es.command where last_seq = 6");

        first.Batch!.Last.Should().Be(6);
        first.What.Should().Contain("(events of another key)");
    }

    [Fact]
    public async Task Of_many_findings_the_first_is_named_and_all_are_counted()
    {
        var report = await log.Forged("update es.mt_events set type = 'x'; update es.mt_streams set version = 0; update es.command set version = 0");

        report.FindingCount.Should().Be(5 + 2 + 5);
        report.Findings.Take(5).Select(f => f.Batch!.Last).Should().Equal(1, 4, 6, 7, 9);
    }

    [Fact]
    public async Task A_log_that_was_cut_off_cleanly_is_found_by_a_head_that_was_noted()
    {
        const string cut = "delete from es.mt_events where seq_id > 7; delete from es.ledger where last_seq > 7; "
            + "update es.mt_streams set version = 3 where version = 5; delete from es.command where last_seq > 7";
        var noted = await log.HeadAt(9);

        (await log.Forged(cut)).Findings.Should().BeEmpty("nothing in the log itself shows it");
        (await log.Forged(cut, noted)).Findings.Should().ContainSingle().Which.What.Should().Contain("ends at position 7, before the head that was noted at 9");
        (await log.Forged(cut, from: 9)).Findings.Should().ContainSingle().Which.What.Should().Contain("ends at position 7, before 9");
        (await log.Verify(noted)).Findings.Should().BeEmpty();
    }

    [Fact]
    public async Task A_log_that_was_written_anew_is_found_by_a_head_that_was_noted()
    {
        const string anew = "update es.mt_events set user_name = 'nobody' where seq_id = 3; " + Recomputed;
        var (before, after) = (await log.HeadAt(1), await log.HeadAt(7));

        (await log.Forged(anew)).Findings.Should().BeEmpty("nothing in the log itself shows it");
        (await log.Forged(anew, before)).Findings.Should().BeEmpty("what was noted is older than the forgery");
        (await log.Forged(anew, after)).Findings.Should().ContainSingle().Which.Should().Match<Finding>(f => f.Batch!.Last == 7 && f.What.Contains("not the one that was noted"));
    }

    [Fact]
    public async Task A_noted_head_must_be_the_end_of_a_batch() =>
        (await log.Verify(await log.HeadAt(4) with { Position = 3 })).Findings.Should().ContainSingle().Which.Should().Match<Finding>(f => f.Batch!.Last == 4 && f.What.Contains("the end of no batch"));

    [Fact]
    public async Task What_stands_before_the_first_position_is_taken_as_it_is()
    {
        const string early = "update es.mt_events set user_name = 'nobody' where seq_id = 3";

        (await log.Forged(early, from: 4)).Findings.Should().ContainSingle("4 is in the same batch");
        (await log.Forged(early, from: 5)).Should().BeEquivalentTo(new { Sound = true, From = 5, Events = 5, Batches = 3 });
        (await log.Forged("update es.mt_events set user_name = 'nobody' where seq_id = 6", from: 6)).Findings.Should().ContainSingle();
    }

    const string Insert =
        "insert into es.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name) select ";

    const string Rest = ", data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name from es.mt_events where seq_id = 8";

    const string Back = "update es.mt_events set seq_id = -seq_id where seq_id < 0";

    /// <summary>Writes the ledger anew to fit whatever the events are now, as a forger with time would.</summary>
    const string Recomputed =
        """
        do $$ declare l es.ledger; r bytea; c bytea; begin
          select chain into c from es.ledger where last_seq = 0;
          for l in select * from es.ledger where last_seq > 0 order by last_seq loop
            select sha256('\x02'::bytea || string_agg(es.content_hash(tenant_id, stream_id, id, type, mt_dotnet_type, user_name, correlation_id, causation_id, headers, data) || int8send(version), ''::bytea order by seq_id))
              into r from es.mt_events where seq_id between l.first_seq and l.last_seq;
            c := es.chain_hash(1, c, l.first_seq, l.last_seq, l.committed_at, r);
            update es.ledger set root = r, chain = c where last_seq = l.last_seq;
          end loop;
        end $$
        """;

    async Task<Finding> First(string sql) => (await log.Forged(sql)).Findings[0];
}
