namespace Directives.EventSourcing.Subscriptions;

/// <summary>
/// Somebody who is told of events, for effects outside the log. Each wanted event is delivered at least once, in order,
/// and the next one only after the handler has succeeded with it. A delivery that comes again has the same id.
/// </summary>
/// <param name="Name">What its position is kept under, for ever.</param>
/// <param name="From">Where it starts when it runs for the first time.</param>
/// <param name="Wants">Which events are delivered; the others are passed over.</param>
/// <param name="Handle">Takes a delivery, or throws to get it again. Its cancellation means that another node may be taking over.</param>
public sealed record Subscription(string Name, StartFrom From, Func<RecordedEvent, bool> Wants, Func<Delivery, CancellationToken, Task> Handle)
{
    public string ProgressionName => $"{Name}:Subscription";

    internal Delivery DeliveryOf(RecordedEvent recorded) => new(StableId.Of($"subscription:{Name}:{recorded.Position}"), recorded);
}

/// <summary>Where a new subscription starts. One that has a position goes on from it.</summary>
public enum StartFrom
{
    /// <summary>With the first event there ever was.</summary>
    Beginning,

    /// <summary>With the first event after those that are there when it first runs.</summary>
    Head
}

/// <summary>An event on its way to a subscriber.</summary>
/// <param name="Id">Follows from subscription and position, so that the receiver can drop what it has had.</param>
/// <param name="Recorded">The event.</param>
public sealed record Delivery(Guid Id, RecordedEvent Recorded);

/// <summary>Where a subscription stands on this node, for people.</summary>
/// <param name="Name">The subscription.</param>
/// <param name="Position">The last position that is done with.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Reason">What went wrong last, and at which position.</param>
/// <param name="Attempts">How often it has failed there.</param>
/// <param name="NextTry">When it is tried again.</param>
public sealed record SubscriptionStatus(
    string Name, long Position, SubscriptionState State, string? Reason = null, int Attempts = 0, DateTimeOffset? NextTry = null);

public enum SubscriptionState
{
    Starting,
    Running,

    /// <summary>Another node runs it; this one is ready to.</summary>
    Standby,

    /// <summary>Something failed and is tried again.</summary>
    Retrying
}
