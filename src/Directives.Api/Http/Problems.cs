using System.Diagnostics;
using Directives.Api.Hosting;
using Directives.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Directives.Api;

/// <summary>The one place where refusals and faults become RFC 9457 problems with a stable type and code.</summary>
public static class Problems
{
    public static ProblemHttpResult ToProblem(this Refusal refusal) => HttpRefusal.Of(refusal).ToProblem([.. refusal.Facts.Select(fact => (fact.Key, (object?)fact.Value))]);

    public static ProblemHttpResult ToProblem(this HttpRefusal refusal, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var problem = new BilingualProblem(refusal);
        foreach (var (name, value) in more)
            problem.Extensions[name] = value;
        return TypedResults.Problem(problem);
    }

    public static ProblemHttpResult ToProblem(this Outcome outcome) => outcome switch
    {
        Outcome.Refused(var refusal) => refusal.ToProblem(),
        Outcome.Stale(var current) => HttpRefusals.Stale(current).ToProblem(("currentVersion", current)),
        Outcome.KeyReused => HttpRefusals.KeyReused.ToProblem(),
        Outcome.Busy => HttpRefusals.Busy.ToProblem(),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no problem.")
    };

    /// <summary>Leads to its page.</summary>
    public static string TypeOf(string code) => $"/problems/{code}";

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
}

/// <summary>A problem that is said in both languages until somebody is there to read it.</summary>
sealed class BilingualProblem : ProblemDetails
{
    readonly HttpRefusal refusal;

    public BilingualProblem(HttpRefusal refusal)
    {
        this.refusal = refusal;
        (Type, Status, Extensions["code"]) = (Problems.TypeOf(refusal.Code), refusal.Status, refusal.Code);
    }

    public void SayIn(string language)
    {
        Title = refusal.Reason.In(language);
        if (refusal.Field is not null)
            Extensions["errors"] = new[] { new { pointer = refusal.Field, detail = Title } };
    }
}

/// <summary>
/// Writes every problem, the endpoints' own and those the framework gives by a bare status, in the language of the
/// request. It takes them all, also from browsers: the framework's own writer leaves those that only ask for HTML to others.
/// </summary>
sealed class ProblemWriter(ILogger<ProblemWriter> logger) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (http, language) = (context.HttpContext, Languages.Of(context.HttpContext.Request));
        var problem = context.ProblemDetails as BilingualProblem ?? new BilingualProblem(OfStatus(http.Response.StatusCode));
        problem.SayIn(language);
        problem.Extensions.TryAdd("traceId", Activity.Current?.Id ?? http.TraceIdentifier);
        http.Response.Headers.ContentLanguage = language;
        http.Response.Headers.AppendCommaSeparatedValues("Vary", "Accept-Language");
        Log(http, problem);
        return new(http.Response.WriteAsJsonAsync<ProblemDetails>(problem, options: null, "application/problem+json", http.RequestAborted));
    }

    /// <summary>Whoever watches over security wants to hear of those who are turned away; what went wrong here has been logged with its cause.</summary>
    void Log(HttpContext http, BilingualProblem problem)
    {
        if (problem.Status is not (StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable))
            return;
        using var actor = logger.BeginActor(http);
        // Of whom nothing else is known, the address is what to look into.
        var whom = actor is null ? $"{http.Connection.RemoteIpAddress}" : "its actor";
        logger.LogInformation("{Operation} was answered {Status} {Code} to {Whom}", Logs.OperationOf(http), problem.Status, problem.Extensions["code"], whom);
    }

    static HttpRefusal OfStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => HttpRefusals.NotFound,
        StatusCodes.Status405MethodNotAllowed => HttpRefusals.MethodNotAllowed,
        StatusCodes.Status415UnsupportedMediaType => HttpRefusals.UnsupportedMediaType,
        < StatusCodes.Status500InternalServerError => HttpRefusals.Unreadable with { Status = status },
        _ => HttpRefusals.Fault with { Status = status }
    };
}

/// <summary>A request that cannot be understood; thrown only while it is being read.</summary>
public sealed class BadRequestException(HttpRefusal refusal) : Exception(refusal.Reason.En)
{
    public HttpRefusal Refusal => refusal;
}
