using Directives.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api;

/// <summary>The one place where refusals and faults become RFC 9457 problems with a stable type and code.</summary>
public static class Problems
{
    public static ProblemHttpResult Of(int status, string code, string reason, string? field = null, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        if (field is not null)
            extensions["errors"] = new[] { new { pointer = field, detail = reason } };
        foreach (var (name, value) in more)
            extensions[name] = value;
        return TypedResults.Problem(title: reason, type: $"/problems/{code}", statusCode: status, extensions: extensions);
    }

    public static ProblemHttpResult ToProblem(this Refusal refusal) =>
        Of(
            refusal.Kind switch
            {
                RefusalKind.NotFound => StatusCodes.Status404NotFound,
                RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
                RefusalKind.Conflict => StatusCodes.Status409Conflict,
                _ => StatusCodes.Status422UnprocessableEntity
            },
            refusal.Code, refusal.Reason.En ?? refusal.Reason.Vi, refusal.Field);

    public static ProblemHttpResult ToProblem(this Outcome outcome) => outcome switch
    {
        Outcome.Refused(var refusal) => refusal.ToProblem(),
        Outcome.Stale(var current) => Of(
            StatusCodes.Status412PreconditionFailed, "stale", $"It has changed since you read it and stands at version {current} now.", "If-Match", ("currentVersion", current)),
        Outcome.KeyReused => Of(
            StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "This Idempotency-Key was used before, for another request.", "Idempotency-Key"),
        Outcome.Busy => Unavailable("busy", "Too many others are changing this at once. Repeat the request with the same key."),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no problem.")
    };

    /// <summary>Gives the problems of the framework (no such route, wrong method) a type and code like ours.</summary>
    public static void Complete(ProblemDetailsOptions options) => options.CustomizeProblemDetails = context =>
    {
        var problem = context.ProblemDetails;
        if (problem.Extensions.ContainsKey("code"))
            return;
        var code = problem.Title is { } title ? title.ToLowerInvariant().Replace(' ', '-') : $"status-{problem.Status}";
        problem.Type = $"/problems/{code}";
        problem.Extensions["code"] = code;
    };

    /// <summary>Every 503 says when to come back.</summary>
    public static void UseRetryAfter(this WebApplication app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            if (http.Response.StatusCode is StatusCodes.Status503ServiceUnavailable)
                http.Response.Headers.RetryAfter = "1";
            return Task.CompletedTask;
        });
        return next(http);
    });

    /// <summary>503: nothing is wrong with the request, and repeating it with the same key is safe.</summary>
    public static ProblemHttpResult Unavailable(string code, string reason) => Of(StatusCodes.Status503ServiceUnavailable, code, reason);
}

/// <summary>A request that cannot be understood; thrown only while it is being read.</summary>
public sealed class BadRequestException(string code, string reason, string place) : Exception(reason)
{
    public ProblemHttpResult Problem => Problems.Of(StatusCodes.Status400BadRequest, code, Message, place);
}
