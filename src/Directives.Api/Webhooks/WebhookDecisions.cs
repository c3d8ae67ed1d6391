using Directives.Api.Streaming;
using Directives.Domain;

namespace Directives.Api.Webhooks;

/// <summary>Everything one can ask of webhooks.</summary>
/// <param name="Webhook">Which one.</param>
/// <param name="By">Who asks. What belongs to another agency is not there.</param>
public abstract record WebhookCommand(Guid Webhook, Actor By);

public sealed record CreateWebhook(Guid Webhook, Actor By, Uri Url, EventFilter Filter, long After) : WebhookCommand(Webhook, By);

public sealed record PauseWebhook(Guid Webhook, Actor By, PauseReason Because, string? Note) : WebhookCommand(Webhook, By);

public sealed record ResumeWebhook(Guid Webhook, Actor By, string? Note) : WebhookCommand(Webhook, By);

public sealed record ReplayWebhook(Guid Webhook, Actor By, long After) : WebhookCommand(Webhook, By);

public sealed record RotateWebhookSecret(Guid Webhook, Actor By, DateTimeOffset PreviousUntil) : WebhookCommand(Webhook, By);

public sealed record RemoveWebhook(Guid Webhook, Actor By, string? Note) : WebhookCommand(Webhook, By);

public static class WebhookDecisions
{
    public const int MostOfOneAgency = 20;

    public static Decision<WebhookEvent> Decide(WebhookList list, WebhookCommand command) => (command, list.Find(command.Webhook, command.By)) switch
    {
        (CreateWebhook c, _) => Create(list, c),
        (_, null) => WebhookRefusals.NoSuchWebhook,
        (PauseWebhook, { Paused: not null }) or (ResumeWebhook, { Paused: null }) => Decision<WebhookEvent>.Nothing,
        (PauseWebhook c, { } webhook) => Noted(c.Note, new WebhookPaused(c.Webhook, webhook.Owner.Agency, c.Because, c.Note)),
        (ResumeWebhook c, { } webhook) => Noted(c.Note, new WebhookResumed(c.Webhook, webhook.Owner.Agency, c.Note)),
        (ReplayWebhook c, { } webhook) => new WebhookReplayed(c.Webhook, webhook.Owner.Agency, c.After),
        (RotateWebhookSecret c, { } webhook) => new WebhookSecretRotated(c.Webhook, webhook.Owner.Agency, c.PreviousUntil),
        (RemoveWebhook c, { } webhook) => Noted(c.Note, new WebhookRemoved(c.Webhook, webhook.Owner.Agency, c.Note)),
        _ => throw new InvalidOperationException($"No rule answers {command.GetType().Name}.")
    };

    static Decision<WebhookEvent> Create(WebhookList list, CreateWebhook c) =>
        list.All.Values.Count(webhook => webhook.Owner.Agency == c.By.Agency) >= MostOfOneAgency
            ? WebhookRefusals.TooMany
            : new WebhookCreated(
                c.Webhook, c.By.Agency, c.By.Role, c.Url.AbsoluteUri, c.After, c.Filter.Directive, c.Filter.Agency is { } agency ? new AgencyId(agency) : null, c.Filter.Type is [] ? null : c.Filter.Type);

    static Decision<WebhookEvent> Noted(string? note, WebhookEvent @event) =>
        Text.CheckOptional(note, "/note", 500) is { } refusal ? refusal : @event;
}

public static class WebhookRefusals
{
    public static Refusal NoSuchWebhook { get; } = new(RefusalKind.NotFound, "no-such-webhook", new("Không có webhook này.", "There is no such webhook."));

    public static Refusal TooMany { get; } = new(
        RefusalKind.Conflict, "too-many-webhooks",
        new($"Mỗi cơ quan có nhiều nhất {WebhookDecisions.MostOfOneAgency} webhook.", $"An agency has at most {WebhookDecisions.MostOfOneAgency} webhooks."));

    public static Refusal UrlMalformed { get; } = new(
        RefusalKind.Invalid, "webhook-url-malformed",
        new("Ở đây cần một địa chỉ đầy đủ dài không quá 2000 ký tự và không có phần #, chẳng hạn https://example.gov.vn/directives.", "A whole address of at most 2000 characters without a # is needed, such as https://example.gov.vn/directives."), "/url");

    public static Refusal UrlNotHttps { get; } = new(
        RefusalKind.Invalid, "webhook-url-not-https", new("Sự kiện chỉ được gửi qua https.", "Events are only sent over https."), "/url");

    public static Refusal UrlWithCredentials { get; } = new(
        RefusalKind.Invalid, "webhook-url-with-credentials",
        new("Địa chỉ không được chứa tên người dùng hay mật khẩu; chữ ký cho biết ai gửi.", "The address must not contain a user name or password; the signature tells who sends."), "/url");

    public static Refusal TargetForbidden { get; } = new(
        RefusalKind.Invalid, "webhook-target-forbidden",
        new("Không gửi sự kiện đến địa chỉ nội bộ hoặc địa chỉ dành riêng.", "Events are not sent to internal or reserved addresses."), "/url");

    public static Refusal OverlapOutOfRange { get; } = new(
        RefusalKind.Invalid, "webhook-overlap-out-of-range",
        new("Khóa cũ được dùng tiếp từ 0 đến 168 giờ.", "The secret before is used for another 0 to 168 hours."), "/overlapHours");
}
