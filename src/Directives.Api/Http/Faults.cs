using System.Text.Json;
using System.Text.RegularExpressions;
using Directives.Api.Hosting;
using Directives.Domain;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace Directives.Api;

/// <summary>Says in a problem what went wrong with a request that got no answer, without showing anything of the inside.</summary>
public sealed partial class Faults(ILogger<Faults> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var refusal = exception switch
        {
            BadRequestException bad => bad.Refusal,
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => HttpRefusals.BodyTooLarge(
                httpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? Json.MaxBody),
            BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => HttpRefusals.UnsupportedMediaType,
            InvalidOperationException { InnerException: ArgumentException } when !HasKnownCharset(httpContext.Request) => HttpRefusals.UnsupportedMediaType,
            BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => HttpRefusals.TooSlow,
            BadHttpRequestException { InnerException: JsonException json } => Of(json),
            BadHttpRequestException bad => Malformed(bad.Message),
            PostgresException { SqlState: ['2', '2', ..] } => HttpRefusals.Unstorable,
            PostgresException { SqlState: "42P01" or "3F000" or "42883" } => ReadingRefusals.Away,
            PostgresException fault when !Passes(fault.SqlState) => HttpRefusals.Fault,
            NpgsqlException or TimeoutException => HttpRefusals.DatabaseAway,
            _ => HttpRefusals.Fault
        };

        if (refusal == HttpRefusals.Fault)
        {
            using var actor = logger.BeginActor(httpContext);
            logger.LogError(exception, "{Operation} failed", Logs.OperationOf(httpContext));
        }

        await refusal.ToProblem().ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Whoever reads a body as JSON asks for the encoding by its name, and fails on one that is none.</summary>
    static bool HasKnownCharset(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && (type.Charset.Value is not { Length: > 0 } || type.Encoding is not null);

    /// <summary>Lost connections, conflicts of transactions, shortages, locks, time-outs, shutdowns, disks, a server that is read-only for now.</summary>
    static bool Passes(string state) => state[..2] is "08" or "40" or "53" or "55" or "57" or "58" || state is "25006" or "25P03";

    /// <summary>Why something is not the JSON it should be, and where.</summary>
    public static HttpRefusal Of(JsonException json) => Malformed(json) with { Field = Pointer(json.Path) };

    /// <summary>Our own converters speak for themselves; the serializer's sentences name types and byte positions.</summary>
    static HttpRefusal Malformed(JsonException json) =>
        json is UnexpectedJsonException { Expected: var expected } ? HttpRefusals.ValueExpected(expected)
        : UnknownMember().Match(json.Message) is { Success: true } unknown ? HttpRefusals.UnknownMember(unknown.Groups[1].Value)
        : MissingMembers().Match(json.Message) is { Success: true } missing ? HttpRefusals.MissingMembers(missing.Groups[1].Value)
        : MemberTwice().Match(json.Message) is { Success: true } twice ? HttpRefusals.MemberTwice(twice.Groups[1].Value)
        : json.Message.Contains("maximum configured depth", StringComparison.Ordinal) ? HttpRefusals.NestedTooDeep
        : HttpRefusals.UnexpectedJson;

    static HttpRefusal Malformed(string message) =>
        FailedParameter().Match(message) is { Success: true } match ? HttpRefusals.ParameterMalformed(JsonNamingPolicy.CamelCase.ConvertName(match.Groups[1].Value))
        : MissingParameter().Match(message) is { Success: true } missing ? HttpRefusals.ParameterMissing(JsonNamingPolicy.CamelCase.ConvertName(missing.Groups[1].Value))
        : message.Contains("body", StringComparison.Ordinal) ? HttpRefusals.BodyRequired
        : HttpRefusals.Unreadable;

    /// <summary><c>$.evidence[0].title</c> as the JSON pointer <c>/evidence/0/title</c>.</summary>
    static string Pointer(string? path) => path is null or "$" ? "" : Step().Replace(path[1..], "/$1$2");

    [GeneratedRegex(@"JSON property '([^']*)' could not be mapped")]
    private static partial Regex UnknownMember();

    [GeneratedRegex(@"missing required properties including: (.*?)\.")]
    private static partial Regex MissingMembers();

    [GeneratedRegex(@"^Duplicate property '([^']*)'")]
    private static partial Regex MemberTwice();

    [GeneratedRegex(@"\.([^.\[\]]+)|\[(\d+)\]")]
    private static partial Regex Step();

    [GeneratedRegex(@"Failed to bind parameter ""\S+ (\w+)"" from")]
    private static partial Regex FailedParameter();

    [GeneratedRegex(@"Required parameter ""\S+ (\w+)"" was not provided from query string")]
    private static partial Regex MissingParameter();
}
