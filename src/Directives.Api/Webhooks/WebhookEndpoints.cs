using Directives.Api.Access;
using Directives.Api.Streaming;
using Directives.Domain;
using Directives.EventSourcing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Webhooks;

public static class WebhookEndpoints
{
    const int LongestUrl = 2000, LongestOverlap = 168;

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup("/webhooks").WithTags("Webhooks").RequireAuthorization();

        webhooks.MapGet("/", List).WithSummary("The webhooks of the caller's agency, how each stands and why one sends nothing.");
        webhooks.MapPost("/", Create).WithSummary("Has events sent to an address from now on, or from a position on. The answer has the secret to check signatures with.")
            .WithDescription("Each event is a POST with a CloudEvents 1.0 body and the headers of Standard Webhooks. Answer 2xx soon and do the work later; anything else is tried again.");
        webhooks.MapGet("/{webhook:guid}", Get).WithSummary("How a webhook stands.");
        webhooks.MapGet("/{webhook:guid}/deliveries", Deliveries).WithSummary("The last attempts to deliver, newest first, and what came of each.");
        webhooks.MapPost("/{webhook:guid}/pauses", Pause).WithSummary("Sends nothing until it is resumed; nothing is lost.");
        webhooks.MapPost("/{webhook:guid}/resumptions", Resume).WithSummary("Goes on where it stood.");
        webhooks.MapPost("/{webhook:guid}/replays", Replay).WithSummary("Sends everything after a position, under the same message ids as before.");
        webhooks.MapPost("/{webhook:guid}/secrets", Rotate).WithSummary("Makes a new secret; for a while requests are signed with both.");
        webhooks.MapPost("/{webhook:guid}/removals", Remove).WithSummary("Sends nothing any more and forgets the deliveries.");
    }

    static async Task<Results<Created<WebhookSecretReceipt>, ProblemHttpResult>> Create(
        CreateWebhookBody body, Write write, WebhookDecider webhooks, WebhookSecrets secrets, WebhookOptions options, TargetGuard guard, EventQuestions questions, EventStore store, CancellationToken ct)
    {
        var filter = new EventFilter { Directive = body.Directive, Agency = body.Agency?.Value, Type = [.. body.Types ?? []] };
        var (url, refusal) = Target(body.Url, options, guard);
        refusal ??= await questions.Unknown(filter, ct, "/");
        var head = await store.Head(ct);
        if (body.After < 0)
            return (ReadingRefusals.NegativePosition with { Field = "/after" }).ToProblem();
        if (body.After > head)
            refusal ??= ReadingRefusals.PositionNotReached(body.After.Value) with { Field = "/after" };

        var outcome = refusal is null
            ? await webhooks.Handle(WebhookEvent.Stream, new CreateWebhook(write.NewId("webhook"), write.By, url!, filter, body.After ?? head), write, ct)
            : await webhooks.Refuse(WebhookEvent.Stream, refusal, write, ct);
        return await WithSecret(outcome, 1, secrets, ct);
    }

    static async Task<Results<Created<WebhookSecretReceipt>, ProblemHttpResult>> Rotate(
        Guid webhook, RotateWebhookSecretBody body, Write write, WebhookDecider webhooks, WebhookSecrets secrets, EventStore store, TimeProvider clock, CancellationToken ct)
    {
        var outcome = body.OverlapHours is >= 0 and <= LongestOverlap
            ? await webhooks.Handle(WebhookEvent.Stream, new RotateWebhookSecret(webhook, write.By, clock.GetUtcNow().AddHours(body.OverlapHours)), write, ct)
            : await webhooks.Refuse(WebhookEvent.Stream, WebhookRefusals.OverlapOutOfRange, write, ct);
        if (outcome is not Outcome.Done done)
            return outcome.ToProblem();
        // Which secret this was, also when others followed and the request is repeated.
        var until = await store.ReadStream(WebhookEvent.Stream, ct, upTo: done.Events[0].Version);
        return await WithSecret(outcome, 1 + until.Count(e => e.Data is WebhookSecretRotated rotated && rotated.Webhook == webhook), secrets, ct);
    }

    static async Task<Results<Created<WebhookSecretReceipt>, ProblemHttpResult>> WithSecret(Outcome outcome, int generation, WebhookSecrets secrets, CancellationToken ct)
    {
        if (outcome is not Outcome.Done done)
            return outcome.ToProblem();
        var id = ((WebhookEvent)done.Events[0].Data).Webhook;
        return TypedResults.Created($"/webhooks/{id}", new WebhookSecretReceipt(
            id, await secrets.Told(id, generation, ct), done.Events[^1].Position, done.RecordedAt,
            [.. done.Events.Select(e => new ReceivedEvent(e.Version, e.Position, e.Type, EventTypes.Stored(e.Data)))]));
    }

    static Task<Results<Created<Receipt>, ProblemHttpResult>> Pause(Guid webhook, PauseWebhookBody body, Write write, WebhookDecider webhooks, HttpResponse response, CancellationToken ct) =>
        Handle(new PauseWebhook(webhook, write.By, PauseReason.Asked, body.Note), write, webhooks, response, ct);

    static Task<Results<Created<Receipt>, ProblemHttpResult>> Resume(Guid webhook, ResumeWebhookBody body, Write write, WebhookDecider webhooks, HttpResponse response, CancellationToken ct) =>
        Handle(new ResumeWebhook(webhook, write.By, body.Note), write, webhooks, response, ct);

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Replay(
        Guid webhook, ReplayWebhookBody body, Write write, WebhookDecider webhooks, EventStore store, HttpResponse response, CancellationToken ct)
    {
        if (body.After < 0)
            return (ReadingRefusals.NegativePosition with { Field = "/after" }).ToProblem();
        if (body.After > await store.Head(ct))
            return (await webhooks.Refuse(WebhookEvent.Stream, ReadingRefusals.PositionNotReached(body.After) with { Field = "/after" }, write, ct)).ToProblem();
        return await Handle(new ReplayWebhook(webhook, write.By, body.After), write, webhooks, response, ct);
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Remove(
        Guid webhook, RemoveWebhookBody body, Write write, WebhookDecider webhooks, WebhookTable table, HttpResponse response, CancellationToken ct)
    {
        var result = await Handle(new RemoveWebhook(webhook, write.By, body.Note), write, webhooks, response, ct);
        if (result.Result is Created<Receipt>)
            await table.Forget(webhook, ct);
        return result;
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Handle(WebhookCommand command, Write write, WebhookDecider webhooks, HttpResponse response, CancellationToken ct) =>
        (await webhooks.Handle(WebhookEvent.Stream, command, write, ct)).ToResult(command.Webhook, $"/webhooks/{command.Webhook}", response);

    static async Task<Ok<WebhookItems>> List(HttpContext http, WebhookDecider webhooks, WebhookTable table, EventStore store, TimeProvider clock, CancellationToken ct)
    {
        var (by, head) = (Identity.ActorOf(http.User)!, await store.Head(ct));
        var items = new List<WebhookItem>();
        foreach (var webhook in (await webhooks.Load(WebhookEvent.Stream, ct)).State.All.Values.Where(webhook => webhook.BelongsTo(by)).OrderBy(webhook => webhook.Id))
            items.Add(WebhookItem.Of(webhook, await table.Find(webhook, ct), head, clock.GetUtcNow()));
        return TypedResults.Ok(new WebhookItems(items));
    }

    static async Task<Results<Ok<WebhookItem>, ProblemHttpResult>> Get(
        Guid webhook, HttpContext http, WebhookDecider webhooks, WebhookTable table, EventStore store, TimeProvider clock, CancellationToken ct) =>
        (await webhooks.Load(WebhookEvent.Stream, ct)).State.Find(webhook, Identity.ActorOf(http.User)!) is { } found
            ? TypedResults.Ok(WebhookItem.Of(found, await table.Find(found, ct), await store.Head(ct), clock.GetUtcNow()))
            : WebhookRefusals.NoSuchWebhook.ToProblem();

    static async Task<Results<Paged<DeliveryPage>, ProblemHttpResult>> Deliveries(
        Guid webhook, long? before, int? pageSize, HttpContext http, WebhookDecider webhooks, WebhookTable table, CancellationToken ct)
    {
        var size = Cursor.PageSize(pageSize);
        if ((await webhooks.Load(WebhookEvent.Stream, ct)).State.Find(webhook, Identity.ActorOf(http.User)!) is null)
            return WebhookRefusals.NoSuchWebhook.ToProblem();
        var items = await table.Deliveries(webhook, before ?? long.MaxValue, size + 1, ct);
        return new Paged<DeliveryPage>(new([.. items.Take(size)], items.Count > size ? items[size - 1].Number : null));
    }

    static (Uri? Url, Refusal? Refusal) Target(string text, WebhookOptions options, TargetGuard guard) => (Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : null) switch
    {
        null or { Host: "" } or { Fragment: not "" } => (null, WebhookRefusals.UrlMalformed),
        _ when text.Length > LongestUrl || text.Any(char.IsControl) => (null, WebhookRefusals.UrlMalformed),
        { Scheme: not "https" } and not { Scheme: "http" } => (null, WebhookRefusals.UrlNotHttps),
        { Scheme: "http" } when !options.AllowHttp => (null, WebhookRefusals.UrlNotHttps),
        { UserInfo: not "" } => (null, WebhookRefusals.UrlWithCredentials),
        var target when guard.Forbids(target) => (null, WebhookRefusals.TargetForbidden),
        var target => (target, null)
    };
}
