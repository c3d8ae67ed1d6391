using Directives.EventSourcing.Leases;

namespace Directives.EventSourcing.Tests.Leases;

public sealed class LeaseTests(LightStore lights) : IClassFixture<LightStore>
{
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    readonly Lease one = new(lights.Source), other = new(lights.Source);
    readonly string name = $"lease-{Guid.NewGuid()}";

    [Fact]
    public async Task One_holds_it_and_keeps_it_and_the_other_waits()
    {
        (await one.TryHold(name, Hour, default)).Should().BeTrue();
        (await other.TryHold(name, Hour, default)).Should().BeFalse();
        (await one.TryHold(name, Hour, default)).Should().BeTrue();
    }

    [Fact]
    public async Task Of_many_at_once_one_gets_it()
    {
        var held = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => new Lease(lights.Source).TryHold(name, Hour, default))));

        held.Count(yes => yes).Should().Be(1);
    }

    [Fact]
    public async Task When_its_time_is_up_by_the_clock_of_the_database_another_gets_it_and_the_first_does_not()
    {
        await one.TryHold(name, Hour, default);
        await TimeIsUp();

        (await other.TryHold(name, Hour, default)).Should().BeTrue();
        (await one.TryHold(name, Hour, default)).Should().BeFalse();
    }

    [Fact]
    public async Task Released_it_is_free_but_only_its_holder_releases_it()
    {
        await one.TryHold(name, Hour, default);

        await other.Release(name, default);
        (await other.TryHold(name, Hour, default)).Should().BeFalse();

        await one.Release(name, default);
        (await other.TryHold(name, Hour, default)).Should().BeTrue();
    }

    [Fact]
    public async Task Work_under_it_outlasts_its_term_because_it_is_renewed_and_lets_it_go_in_the_end()
    {
        var finish = new TaskCompletionSource();
        var until = DateTime.MinValue;
        var working = one.While(name, TimeSpan.FromSeconds(3), finish.Task.WaitAsync, default);

        await Eventually.True(async () => await Until() is { } first && (until = first) > DateTime.MinValue, "it is held");
        await Eventually.True(async () => await Until() > until.AddSeconds(3), "it is renewed past its first term");
        (await other.While(name, Hour, _ => throw new InvalidOperationException("must not run"), default)).Should().BeFalse();
        finish.SetResult();

        (await working).Should().BeTrue();
        (await other.TryHold(name, Hour, default)).Should().BeTrue();
    }

    [Fact]
    public async Task Work_is_cancelled_when_the_lease_is_lost()
    {
        var working = one.While(name, TimeSpan.FromSeconds(3), ct => Task.Delay(Timeout.Infinite, ct), default);
        await Eventually.True(async () => await Until() is not null, "it is held");

        await lights.Execute("update es.lease set holder = $2, until = 'infinity' where name = $1", name, Guid.NewGuid());

        (await working.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeTrue();
        (await other.TryHold(name, Hour, default)).Should().BeFalse("it is the new holder's");
    }

    [Fact]
    public async Task What_the_work_throws_is_thrown_and_the_lease_is_let_go()
    {
        await one.Awaiting(lease => lease.While(name, Hour, _ => throw new NotSupportedException(), default)).Should().ThrowAsync<NotSupportedException>();

        (await other.TryHold(name, Hour, default)).Should().BeTrue();
    }

    async Task<DateTime?> Until() => (await lights.Column<DateTime>("select until from es.lease where name = $1", name)).Cast<DateTime?>().SingleOrDefault();

    Task TimeIsUp() => lights.Execute("update es.lease set until = clock_timestamp() - interval '1 second' where name = $1", name);
}
