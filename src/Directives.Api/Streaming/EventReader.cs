using Directives.Api.Access;
using Directives.Api.Webhooks;
using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.Domain.Calendars;

namespace Directives.Api.Streaming;

/// <summary>Who reads events, or for whom a webhook was made: the one place that says what of them it gets, for the feed, for live streams and for webhooks alike.</summary>
/// <param name="Actor">Who it is.</param>
/// <param name="Sight">What it may know of.</param>
public sealed record EventReader(Actor Actor, Sight Sight)
{
    /// <summary>Whoever asks.</summary>
    public static EventReader Of(HttpContext http) => new(Identity.ActorOf(http.User)!, Sight.Current!);

    /// <summary>
    /// Of directives what concerned its agencies when it was recorded, and all of those they issued; of registers and rules everything.
    /// What may not be seen leaves no trace but its position.
    /// </summary>
    public bool MaySee(StreamedEvent e) => e.Recorded.Data switch
    {
        DirectiveEvent => e.Secrecy <= Sight.Cleared && (Sight.IsOfAll || e.Agencies.Overlaps(Sight.Agencies.Select(agency => agency.Value)) || e.IssuedBy.Any(body => Sight.Agencies.Contains(new(body)))),
        AgencyEvent or CalendarEvent or PolicyEvent => true,
        WebhookEvent webhook => Actor.Agency == webhook.Agency || Actor.Role is Role.Auditor,
        _ => Sight.IsOfAll || e.Agencies.Overlaps(Sight.Agencies.Select(agency => agency.Value))
    };

    /// <summary>The event without what it says of directives that the reader need not know of; null if it is about nothing else.</summary>
    public StreamedEvent? Told(StreamedEvent e)
    {
        var unseen = e.Mentioned.Where(other => !Sees(other)).Select(other => other.Directive).ToHashSet();
        return unseen.Count == 0 ? e
            : Mentions.Without(unseen, e.Recorded.Data) is { } told ? new(e.Recorded with { Data = told }, e.Subject, e.Secrecy, e.Agencies, e.IssuedBy)
            : null;
    }

    bool Sees(Mentioned other) =>
        other.Secrecy <= Sight.Cleared && (Sight.IsOfAll || other.Agencies.Concat(other.IssuedBy).Any(agency => Sight.Agencies.Contains(new(agency))));
}
