using Directives.EventSourcing.Timetables;
using Microsoft.Extensions.Logging.Abstractions;

namespace Directives.EventSourcing.Tests.Timetables;

/// <summary>Entries that switch a light off at six in the evening, and all that can come in between.</summary>
public sealed class TimetableTests : IAsyncLifetime, IAsyncDisposable
{
    const string Kind = "evening";
    static readonly DateTimeOffset Six = new(2025, 7, 30, 18, 0, 0, TimeSpan.Zero);

    readonly LightStore lights = new();
    readonly Guid lamp = Guid.CreateVersion7();
    readonly SetClock clock = new() { Now = Six.AddHours(-1) };
    readonly TimetableEntry entry;
    int fired;

    public TimetableTests() => entry = new(Guid.NewGuid(), Kind, Six, $$"""{"lamp": "{{lamp}}"}""");

    Timetable Timetable => new(lights.Source);

    public Task InitializeAsync() => lights.InitializeAsync();

    public Task DisposeAsync() => lights.DisposeAsync();

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    [Fact]
    public async Task An_entry_fires_when_its_time_has_come_and_not_before_and_once()
    {
        await Timetable.Put([entry], default);
        clock.Now = Six.AddTicks(-10);
        await FiresNothing();

        clock.Now = Six;
        await Fires(1);

        await FiresNothing();
        (await Events()).Should().Be(1);
        (await lights.Value<bool>("select done_at is not null and lease_token is null from es.timetable")).Should().BeTrue();
    }

    [Fact]
    public async Task Entries_put_in_again_change_nothing_also_when_they_are_done()
    {
        clock.Now = Six;
        await Timetable.Put([entry], default);
        await Timetable.Put([entry with { DueAt = Six.AddDays(1) }, entry with { Id = Guid.NewGuid(), Kind = "another" }], default);
        await Fires(1);

        await Timetable.Put([entry], default);

        await FiresNothing();
    }

    [Fact]
    public async Task A_clock_that_jumps_fires_early_or_late_but_once()
    {
        await Timetable.Put([entry], default);
        clock.Now = Six.AddYears(1);
        await Fires(1);
        clock.Now = Six.AddDays(-1);
        await FiresNothing();
        clock.Now = Six;
        await FiresNothing();

        (await Events()).Should().Be(1);
    }

    [Fact]
    public async Task An_entry_that_was_moved_fires_for_its_new_time_only()
    {
        await Timetable.Put([entry], default);
        await Timetable.Move(entry.Id, Six.AddHours(2), default);
        clock.Now = Six.AddHours(1);
        await FiresNothing();

        clock.Now = Six.AddHours(2);
        await Fires(1);
        (await Events()).Should().Be(1);
    }

    [Fact]
    public async Task An_entry_that_is_moved_after_it_fired_fires_again()
    {
        clock.Now = Six.AddHours(3);
        await Timetable.Put([entry], default);
        await Fires(1);

        await Timetable.Move(entry.Id, Six, default);
        await FiresNothing();
        await Timetable.Move(entry.Id, Six.AddHours(2), default);
        await Fires(1);

        (await Events()).Should().Be(2);
    }

    [Fact]
    public async Task An_entry_that_is_moved_while_it_fires_is_not_closed_by_that()
    {
        clock.Now = Six;
        await Timetable.Put([entry], default);
        var worker = Worker(async claimed =>
        {
            await SwitchOff(claimed);
            await Timetable.Move(entry.Id, Six.AddHours(2), default);
        });
        (await worker.FireDue(default)).Should().Be(1);

        clock.Now = Six.AddHours(2);
        await Fires(1);
    }

    [Fact]
    public async Task An_entry_that_was_withdrawn_does_not_fire()
    {
        clock.Now = Six;
        await Timetable.Put([entry], default);
        await Timetable.Withdraw(entry.Id, default);
        await FiresNothing();
    }

    [Fact]
    public async Task Of_many_workers_each_entry_is_fired_by_one()
    {
        clock.Now = Six;
        await Timetable.Put([.. Enumerable.Range(0, 300).Select(i => entry with { Id = Guid.NewGuid(), DueAt = Six.AddSeconds(-i) })], default);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var worker = Worker();
            while (await worker.FireDue(default) > 0) ;
        })));

        (fired, await Events()).Should().Be((300, 300));
    }

    [Fact]
    public async Task A_worker_that_died_is_replaced_when_its_claim_has_run_out_and_changes_nothing_when_it_comes_back()
    {
        clock.Now = Six;
        await Timetable.Put([entry], default);
        var dead = (await Timetable.Claim(Kind, clock.Now, 1, TimeSpan.FromHours(1), default)).Single();
        await FiresNothing();

        await ClaimsRunOut();
        await Worker(claimed => throw new IOException("no power")).FireDue(default);
        await SwitchOff(dead);
        await Timetable.Done(dead, default);
        await ClaimsRunOut();
        await Fires(1);

        (await Events()).Should().Be(1);
        (await lights.Value<int>("select attempts from es.timetable where done_at is not null")).Should().Be(3);
    }

    [Fact]
    public async Task A_failure_is_kept_and_tried_again_after_growing_pauses_while_others_fire()
    {
        clock.Now = Six;
        var other = entry with { Id = Guid.NewGuid() };
        await Timetable.Put([entry, other, entry with { Id = Guid.NewGuid(), DueAt = Six.AddDays(1) }], default);
        var worker = Worker(claimed => claimed.Entry.Id == entry.Id ? throw new IOException("no power") : SwitchOff(claimed));
        var pauses = new List<TimeSpan>();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            (await worker.FireDue(default)).Should().Be(attempt == 1 ? 2 : 1);
            await FiresNothing();
            pauses.Add(await lights.Value<TimeSpan>("select lease_until - clock_timestamp() from es.timetable where last_error is not null"));
            await ClaimsRunOut();
        }

        pauses.Zip(pauses.Skip(1), (shorter, longer) => longer - shorter).Should().OnlyContain(growth => growth > TimeSpan.FromSeconds(1));
        var status = await worker.Status(default);
        status.Should().BeEquivalentTo(new { Kind, Due = 1, NextDue = Six.AddDays(1) });
        status.Failing.Should().ContainSingle().Which.Should().BeEquivalentTo(new { entry.Id, DueAt = Six, Attempts = 3, LastError = "no power" });

        await Fires(1);
        (await Worker().Status(default)).Should().BeEquivalentTo(new TimetableStatus(Kind, 0, Six.AddDays(1), []));
        (await Events()).Should().Be(2);
    }

    [Fact]
    public async Task A_worker_that_runs_fires_by_itself_when_the_clock_gets_there()
    {
        using var stop = new CancellationTokenSource();
        var running = Task.Run(() => Worker().Run(stop.Token));
        await Timetable.Put([entry], default);

        clock.Now = Six;

        await Eventually.True(async () => await Events() == 1, "it fires");
        await stop.CancelAsync();
        await running;
    }

    TimetableWorker Worker(Func<ClaimedEntry, Task>? fire = null) => new(
        Timetable, Kind, (claimed, _) => (fire ?? SwitchOff)(claimed), clock, NullLogger<TimetableWorker>.Instance)
    {
        FirstPause = TimeSpan.FromSeconds(15)
    };

    /// <summary>Appends under the key of the firing, as every handler should.</summary>
    async Task SwitchOff(ClaimedEntry claimed)
    {
        Interlocked.Increment(ref fired);
        (await lights.Store.Append(Lights.Append(lamp, null, new SwitchedOff(claimed.Entry.DueAt)).With(claimed.Entry.FiringKey), default)).Recorded.Should().BeTrue();
    }

    async Task Fires(int count) => (await Worker().FireDue(default)).Should().Be(count);

    Task FiresNothing() => Fires(0);

    Task<long> Events() => lights.Store.Head(default);

    Task ClaimsRunOut() => lights.Execute("update es.timetable set lease_until = clock_timestamp() where lease_until is not null");

    sealed class SetClock : TimeProvider
    {
        long ticks;

        public DateTimeOffset Now
        {
            get => new(Volatile.Read(ref ticks), TimeSpan.Zero);
            set => Volatile.Write(ref ticks, value.UtcTicks);
        }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
