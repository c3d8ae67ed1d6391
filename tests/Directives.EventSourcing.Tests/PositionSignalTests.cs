namespace Directives.EventSourcing.Tests;

public sealed class PositionSignalTests
{
    // Longer than any test, so that only the signal can end the wait.
    static readonly TimeSpan ADay = TimeSpan.FromDays(1);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly PositionSignal signal = new();

    [Fact]
    public async Task A_position_that_was_reached_is_not_waited_for()
    {
        signal.Advance(5);

        (await signal.WaitFor(5, TimeSpan.Zero, default)).Should().BeTrue();
        (await signal.WaitFor(4, TimeSpan.Zero, default)).Should().BeTrue();
        (await signal.WaitFor(6, TimeSpan.Zero, default)).Should().BeFalse();
    }

    [Fact]
    public void It_never_falls()
    {
        signal.Advance(5);
        signal.Advance(3);

        signal.Current.Should().Be(5);
    }

    [Fact]
    public async Task Whoever_waits_is_woken_when_the_position_is_reached_and_not_before()
    {
        var waits = signal.WaitFor(3, ADay, default);
        signal.Advance(1);
        signal.Advance(2);
        waits.IsCompleted.Should().BeFalse();

        signal.Advance(4);

        (await waits.WaitAsync(Patience)).Should().BeTrue();
    }

    [Fact]
    public async Task Everybody_who_waits_is_woken()
    {
        var waits = Enumerable.Range(1, 50).Select(position => signal.WaitFor(position, ADay, default)).ToList();

        await Task.WhenAll(Enumerable.Range(1, 50).Select(position => Task.Run(() => signal.Advance(position))));

        (await Task.WhenAll(waits).WaitAsync(Patience)).Should().AllBeEquivalentTo(true);
        signal.Current.Should().Be(50);
    }

    [Fact]
    public async Task When_the_time_runs_out_first_the_answer_is_no() =>
        (await signal.WaitFor(1, TimeSpan.FromMilliseconds(20), default)).Should().BeFalse();

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var waits = signal.WaitFor(1, ADay, cancel.Token);

        await cancel.CancelAsync();

        await waits.Awaiting(w => w).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Whoever_rests_is_called_by_the_first_who_waits()
    {
        var signal = new PositionSignal();
        var rest = signal.Rest(TimeSpan.FromMinutes(5), default);
        rest.IsCompleted.Should().BeFalse("nobody waits");

        var waiting = signal.WaitFor(1, TimeSpan.FromSeconds(30), default);
        await rest.WaitAsync(TimeSpan.FromSeconds(30));
        signal.Rest(TimeSpan.FromMinutes(5), default).IsCompleted.Should().BeTrue("somebody waits still");

        signal.Advance(1);
        (await waiting).Should().BeTrue();
        signal.Rest(TimeSpan.FromMinutes(5), default).IsCompleted.Should().BeFalse("nobody waits any more");
    }

    [Fact]
    public async Task Whoever_waits_for_what_is_there_calls_nobody()
    {
        var signal = new PositionSignal();
        signal.Advance(5);
        var rest = signal.Rest(TimeSpan.FromMinutes(5), default);

        (await signal.WaitFor(5, TimeSpan.FromSeconds(30), default)).Should().BeTrue();

        rest.IsCompleted.Should().BeFalse();
    }
}
