using System.Collections.Immutable;
using Directives.Api.Streaming;
using Directives.Domain;

namespace Directives.Api.Webhooks;

/// <summary>All webhooks that were not removed, as their events tell them.</summary>
public sealed record WebhookList(ImmutableDictionary<Guid, Webhook> All)
{
    public static WebhookList Initial { get; } = new(ImmutableDictionary<Guid, Webhook>.Empty);

    public static WebhookList Evolve(WebhookList list, WebhookEvent @event) => @event is WebhookRemoved
        ? new(list.All.Remove(@event.Webhook))
        : new(list.All.SetItem(@event.Webhook, @event is WebhookCreated created ? Webhook.Of(created) : list.All[@event.Webhook].After(@event)));

    /// <summary>A webhook that somebody may see and change; null when there is none, or it is somebody else's.</summary>
    public Webhook? Find(Guid webhook, Actor by) => All.GetValueOrDefault(webhook) is { } found && found.BelongsTo(by) ? found : null;
}

/// <param name="Id">Its id.</param>
/// <param name="Owner">For whom it reads.</param>
/// <param name="Url">Where events go.</param>
/// <param name="Filter">Which ones.</param>
/// <param name="Start">The position after which it begins, or began again.</param>
public sealed record Webhook(Guid Id, Actor Owner, Uri Url, EventFilter Filter, long Start)
{
    /// <summary>Why it sends nothing; null while it does.</summary>
    public PauseReason? Paused { get; init; }

    /// <summary>What was said of that.</summary>
    public string? Note { get; init; }

    /// <summary>How many secrets it has had.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>Until when the secret before is used as well.</summary>
    public DateTimeOffset PreviousUntil { get; init; }

    /// <summary>How often it was begun, resumed or replayed: each forgets earlier failures.</summary>
    public int Turn { get; init; } = 1;

    /// <summary>The turn that began at <see cref="Start"/>; later ones went on from where it stood.</summary>
    public int StartTurn { get; init; } = 1;

    public long Version { get; init; } = 1;

    public bool BelongsTo(Actor by) => by.Agency == Owner.Agency || by.Role is Role.Administrator;

    public static Webhook Of(WebhookCreated e) => new(
        e.Webhook, new("webhook", e.Role, e.Agency), new(e.Url), new() { Directive = e.Directive, Agency = e.Concerning?.Value, Type = [.. e.Types ?? []] }, e.After);

    public Webhook After(WebhookEvent @event) => Next(@event) with { Version = Version + 1 };

    Webhook Next(WebhookEvent @event) => @event switch
    {
        WebhookPaused e => this with { Paused = e.Because, Note = e.Note },
        WebhookResumed e => this with { Paused = null, Note = e.Note, Turn = Turn + 1 },
        WebhookReplayed e => this with { Start = e.After, Turn = Turn + 1, StartTurn = Turn + 1 },
        WebhookSecretRotated e => this with { Generation = Generation + 1, PreviousUntil = e.PreviousUntil },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not folded.")
    };
}
