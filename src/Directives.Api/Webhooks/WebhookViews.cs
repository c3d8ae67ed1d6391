using Directives.Domain;

namespace Directives.Api.Webhooks;

/// <param name="Url">Where events are to be sent: https, without user name and password.</param>
/// <param name="Directive">Only those of this directive.</param>
/// <param name="Agency">Only those that concern this agency.</param>
/// <param name="Types">Only those stored under these names, such as completion_reported.</param>
/// <param name="After">Begin after this position; with what comes next if left out.</param>
public sealed record CreateWebhookBody(string Url, Guid? Directive = null, AgencyId? Agency = null, IReadOnlyList<string>? Types = null, long? After = null);

/// <param name="Note">Why.</param>
public sealed record PauseWebhookBody(string? Note = null);

/// <param name="Note">What was done about it.</param>
public sealed record ResumeWebhookBody(string? Note = null);

/// <param name="After">Everything after this position is sent, again or for the first time.</param>
public sealed record ReplayWebhookBody(long After);

/// <param name="OverlapHours">For how many hours requests are signed with the secret before as well: 0 if it got into wrong hands.</param>
public sealed record RotateWebhookSecretBody(int OverlapHours = 24);

/// <param name="Note">Why.</param>
public sealed record RemoveWebhookBody(string? Note = null);

/// <summary>What was recorded, with a secret that is shown this once; repeating the request with its key shows it again.</summary>
/// <param name="Id">The webhook.</param>
/// <param name="Secret">What requests to it are signed with (Standard Webhooks).</param>
/// <param name="Position">The position of the event.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Events">The events, in order.</param>
public sealed record WebhookSecretReceipt(Guid Id, string Secret, long Position, DateTimeOffset RecordedAt, IReadOnlyList<ReceivedEvent> Events);

public enum WebhookState
{
    Active,

    /// <summary>Its receiver does not take the next event, which is tried again.</summary>
    Failing,

    /// <summary>Nothing is sent until it is resumed.</summary>
    Paused
}

/// <param name="Items">In the order they were made.</param>
public sealed record WebhookItems(IReadOnlyList<WebhookItem> Items);

/// <param name="Webhook">Its id.</param>
/// <param name="Owner">Whose it is; it is sent what this agency may see.</param>
/// <param name="Url">Where events go.</param>
/// <param name="Directive">Only those of this directive.</param>
/// <param name="Agency">Only those that concern this agency.</param>
/// <param name="Types">Only those stored under these names; none stands for all.</param>
/// <param name="State">How it is.</param>
/// <param name="PausedBecause">Why nothing is sent.</param>
/// <param name="Note">What was said of that, or how the last attempt ended.</param>
/// <param name="Position">Everything up to it was delivered or is not wanted.</param>
/// <param name="Lag">How many events of the log are still to be looked at.</param>
/// <param name="Attempts">How often the next event was tried in vain.</param>
/// <param name="FailingSince">When that began.</param>
/// <param name="NextTry">When it is tried again.</param>
/// <param name="PreviousSecretUntil">Until then requests are signed with the secret before as well.</param>
public sealed record WebhookItem(
    Guid Webhook, AgencyId Owner, string Url, Guid? Directive, string? Agency, IReadOnlyList<string> Types, WebhookState State, PauseReason? PausedBecause, string? Note,
    long Position, long Lag, int Attempts, DateTimeOffset? FailingSince, DateTimeOffset? NextTry, DateTimeOffset? PreviousSecretUntil)
{
    public static WebhookItem Of(Webhook webhook, WebhookProgress stands, long head, DateTimeOffset now) => new(
        webhook.Id, webhook.Owner.Agency, webhook.Url.AbsoluteUri, webhook.Filter.Directive, webhook.Filter.Agency, webhook.Filter.Type,
        webhook.Paused is not null ? WebhookState.Paused : stands.Attempts > 0 ? WebhookState.Failing : WebhookState.Active, webhook.Paused, webhook.Note,
        stands.Position, Math.Max(0, head - stands.Position), stands.Attempts, stands.FailingSince, webhook.Paused is null ? stands.NextTry : null,
        now < webhook.PreviousUntil ? webhook.PreviousUntil : null);
}

/// <param name="Items">Newest first; the last thousand are kept.</param>
/// <param name="NextBefore">Give it back as <c>before</c> for the next page; absent on the last.</param>
public sealed record DeliveryPage(IReadOnlyList<DeliveryItem> Items, long? NextBefore) : IPage
{
    (string Parameter, string Value)? IPage.NextPage => NextBefore is { } number ? ("before", $"{number}") : null;
}

/// <param name="Number">Its place among the deliveries.</param>
/// <param name="Position">Of the event.</param>
/// <param name="Type">The name it is stored under.</param>
/// <param name="Attempt">The first, second, third … for this event.</param>
/// <param name="At">When it was sent.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Status">The HTTP status of the answer, if there was one.</param>
public sealed record DeliveryItem(long Number, long Position, string Type, int Attempt, DateTimeOffset At, int Milliseconds, DeliveryOutcome Outcome, int? Status);
