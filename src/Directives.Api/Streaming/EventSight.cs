using Directives.Api.Issuing;
using Directives.Api.Webhooks;
using Directives.Domain;

namespace Directives.Api.Streaming;

/// <summary>Who gets to see an event: the one place that says so, for the feed, for live streams and for webhooks alike.</summary>
public sealed class EventSight(SecrecyCeiling ceiling)
{
    /// <param name="caller">Who reads, or for whom a webhook was made; null when nobody said who reads.</param>
    /// <param name="e">The event and all that it rests on. What nobody may see has left no trace but its position.</param>
    public bool MaySee(Actor? caller, StreamedEvent e) => e.Recorded.Data switch
    {
        WebhookEvent webhook => caller?.Agency == webhook.Agency || caller?.Role is Role.Administrator or Role.Auditor,
        _ => e.Secrecy <= ceiling.Highest
    };
}
