using System.Text.Json.Serialization;
using Directives.Domain;
using Directives.EventSourcing;

namespace Directives.Api.Webhooks;

/// <summary>
/// Who has events sent where: recorded, because auditors ask. All webhooks are on one stream; there are few. How far each has
/// come changes with every event and is no decision of anybody, so it stands in a table (<see cref="WebhookTable"/>).
/// </summary>
[JsonDerivedType(typeof(WebhookCreated), "webhook_created")]
[JsonDerivedType(typeof(WebhookPaused), "webhook_paused")]
[JsonDerivedType(typeof(WebhookResumed), "webhook_resumed")]
[JsonDerivedType(typeof(WebhookReplayed), "webhook_replayed")]
[JsonDerivedType(typeof(WebhookSecretRotated), "webhook_secret_rotated")]
[JsonDerivedType(typeof(WebhookRemoved), "webhook_removed")]
public abstract record WebhookEvent
{
    public static Guid Stream { get; } = StableId.Of("webhooks");

    public abstract Guid Webhook { get; init; }

    /// <summary>Whose it is.</summary>
    public abstract AgencyId Agency { get; init; }
}

/// <param name="Webhook">Its id.</param>
/// <param name="Agency">Whose it is; it is sent what this agency may see.</param>
/// <param name="Role">In which role.</param>
/// <param name="Url">Where events go.</param>
/// <param name="After">The position after which they begin.</param>
/// <param name="Directive">Only those of this directive.</param>
/// <param name="Concerning">Only those that concern this agency.</param>
/// <param name="Types">Only those stored under these names.</param>
public sealed record WebhookCreated(
    Guid Webhook, AgencyId Agency, Role Role, string Url, long After, Guid? Directive = null, AgencyId? Concerning = null, IReadOnlyList<string>? Types = null) : WebhookEvent;

public enum PauseReason
{
    /// <summary>Somebody wanted it.</summary>
    Asked,

    /// <summary>It has failed for too long.</summary>
    Failing,

    /// <summary>The receiver said that it is gone for good (410).</summary>
    Gone
}

/// <param name="Webhook">The webhook.</param>
/// <param name="Agency">Whose it is.</param>
/// <param name="Because">Why.</param>
/// <param name="Note">What was said, or how the last attempt ended.</param>
public sealed record WebhookPaused(Guid Webhook, AgencyId Agency, PauseReason Because, string? Note = null) : WebhookEvent;

/// <summary>It goes on where it stood.</summary>
public sealed record WebhookResumed(Guid Webhook, AgencyId Agency, string? Note = null) : WebhookEvent;

/// <param name="Webhook">The webhook.</param>
/// <param name="Agency">Whose it is.</param>
/// <param name="After">Everything after this position is sent, again or for the first time.</param>
public sealed record WebhookReplayed(Guid Webhook, AgencyId Agency, long After) : WebhookEvent;

/// <param name="Webhook">The webhook.</param>
/// <param name="Agency">Whose it is.</param>
/// <param name="PreviousUntil">Until then requests are signed with the secret before as well.</param>
public sealed record WebhookSecretRotated(Guid Webhook, AgencyId Agency, DateTimeOffset PreviousUntil) : WebhookEvent;

public sealed record WebhookRemoved(Guid Webhook, AgencyId Agency, string? Note = null) : WebhookEvent;
