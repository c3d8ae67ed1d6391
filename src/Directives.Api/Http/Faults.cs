using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Directives.Api;

/// <summary>Says in a problem what went wrong with a request that got no answer, without showing anything of the inside.</summary>
public sealed partial class Faults(ILogger<Faults> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadRequestException bad => bad.Problem,
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problems.Of(
                StatusCodes.Status413PayloadTooLarge, "body-too-large", $"A body may have at most {Json.MaxBody / 1024} KiB."),
            BadHttpRequestException { InnerException: JsonException json } => Malformed(json),
            BadHttpRequestException bad => Problems.Of(bad.StatusCode, "bad-request", Plain(bad.Message), ParameterOf(bad.Message)),
            PostgresException { SqlState: ['2', '2', ..] } => Problems.Of(
                StatusCodes.Status400BadRequest, "unstorable", "A text in this request contains characters that cannot be stored."),
            PostgresException { SqlState: "42P01" or "3F000" or "42883" } => Problems.Unavailable("read-models-away", "The read models are being made anew."),
            PostgresException fault when !Passes(fault.SqlState) => null,
            NpgsqlException or TimeoutException => Problems.Unavailable("database-away", "The database does not answer. Repeat the request with the same key in a moment."),
            _ => null
        };

        if (problem is null)
        {
            logger.LogError(exception, "{Method} {Path} failed", httpContext.Request.Method, httpContext.Request.Path);
            problem = Problems.Of(
                StatusCodes.Status500InternalServerError, "fault", "Something is wrong on our side. It has been logged.", null, ("traceId", httpContext.TraceIdentifier));
        }

        await problem.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Lost connections, conflicts of transactions, shortages, locks, time-outs, shutdowns, disks, a server that is read-only for now.</summary>
    static bool Passes(string state) => state[..2] is "08" or "40" or "53" or "55" or "57" or "58" || state is "25006" or "25P03";

    static ProblemHttpResult Malformed(JsonException json)
    {
        var pointer = Pointer(json.Path);
        if (UnknownMember().Match(json.Message) is { Success: true } unknown)
            return Problems.Of(StatusCodes.Status400BadRequest, "unknown-member", $"There is no member '{unknown.Groups[1].Value}' here.", pointer);
        if (MissingMembers().Match(json.Message) is { Success: true } missing)
            return Problems.Of(StatusCodes.Status400BadRequest, "missing-member", $"Missing: {missing.Groups[1].Value}.", pointer);
        // Our own converters speak for themselves; the serializer's sentences name types and byte positions.
        var ours = json.Message is { } message && !message.Contains("LineNumber", StringComparison.Ordinal);
        return Problems.Of(StatusCodes.Status400BadRequest, "malformed-json", ours ? json.Message : "The body is no JSON of the expected form here.", pointer);
    }

    /// <summary><c>$.evidence[0].title</c> as the JSON pointer <c>/evidence/0/title</c>.</summary>
    static string Pointer(string? path) => path is null or "$" ? "" : Step().Replace(path[1..], "/$1$2");

    static string Plain(string message) => ParameterOf(message) is { } parameter
        ? $"The value of {parameter} is not of the expected form."
        : message.Contains("body", StringComparison.Ordinal) ? "This request needs a JSON body." : "The request cannot be read.";

    static string? ParameterOf(string message) =>
        FailedParameter().Match(message) is { Success: true } match ? JsonNamingPolicy.CamelCase.ConvertName(match.Groups[1].Value) : null;

    [GeneratedRegex(@"JSON property '([^']*)' could not be mapped")]
    private static partial Regex UnknownMember();

    [GeneratedRegex(@"missing required properties including: (.*?)\.")]
    private static partial Regex MissingMembers();

    [GeneratedRegex(@"\.([^.\[\]]+)|\[(\d+)\]")]
    private static partial Regex Step();

    [GeneratedRegex(@"Failed to bind parameter ""\S+ (\w+)"" from")]
    private static partial Regex FailedParameter();
}
