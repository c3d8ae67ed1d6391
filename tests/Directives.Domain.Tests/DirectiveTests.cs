namespace Directives.Domain.Tests;

public class DirectiveTests
{
    [Fact]
    public void It_counts_what_it_has_seen() => Given(EveryEvent).State.Version.Should().Be(EveryEvent.Length);

    [Fact]
    public void A_history_that_cannot_have_happened_is_a_fault_and_not_a_state()
    {
        Folding(Issued, Identified, Identified).Should().Throw<ArgumentException>("no task is identified twice");
        Folding(Issued, Identified, Assigned, Assigned).Should().Throw<ArgumentException>("no assignment is made twice");
        Folding(Issued, Assigned).Should().Throw<KeyNotFoundException>("nobody has a task that does not exist");
        Folding(Issued, Identified, Started).Should().Throw<KeyNotFoundException>("nobody works on an assignment that does not exist");
    }

    static Func<Directive> Folding(params DirectiveEvent[] history) => () => Given(history).State;
}
