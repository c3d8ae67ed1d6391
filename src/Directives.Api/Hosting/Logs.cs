using System.Collections;
using System.Security.Cryptography;
using System.Text;
using Directives.Api.Access;
using Directives.Domain;
using Microsoft.AspNetCore.Diagnostics;

namespace Directives.Api.Hosting;

/// <summary>
/// Outside Development one JSON object a line on standard output, with the trace, the path and who acted. What stands behind the
/// question mark of an address may name people, so nothing logs it; a person is a pseudonym.
/// </summary>
public static class Logs
{
    const string Console = "Logging:Console:";

    /// <summary>By way of settings, because the database is made ready before the host is there, and logs too.</summary>
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
            foreach (var (setting, value) in new[] { ("FormatterName", "json"), ("FormatterOptions:IncludeScopes", "true"), ("FormatterOptions:UseUtcTimestamp", "true"), ("FormatterOptions:TimestampFormat", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'") })
                builder.Configuration[Console + setting] ??= value;
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning); // below that, whole addresses
        builder.Services.AddSingleton(Pseudonyms.Of(builder.Configuration));
    }

    /// <summary>Whoever acts, beside everything that is logged until it is disposed of.</summary>
    public static IDisposable? BeginActor(this ILogger logger, HttpContext http) =>
        Identity.ActorOf(http.User) is { } actor ? logger.BeginScope(new ActorScope(actor, http.RequestServices.GetRequiredService<Pseudonyms>())) : null;

    /// <summary>What was asked for, by its name in the API document: nothing that a caller made up.</summary>
    public static string OperationOf(HttpContext http) =>
        (http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint) is RouteEndpoint endpoint ? Permissions.OperationOf(http.Request.Method, endpoint.RoutePattern.RawText!) : $"{http.Request.Method} of nothing";

    /// <summary>Works the pseudonym out only if something is logged.</summary>
    sealed class ActorScope(Actor actor, Pseudonyms pseudonyms) : IEnumerable<KeyValuePair<string, object?>>
    {
        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
        {
            yield return new("Role", actor.Role.ToString());
            yield return new("Agency", actor.Agency.Value);
            yield return new("Subject", pseudonyms.Of(actor.Person));
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => $"{actor.Role} of {actor.Agency} {pseudonyms.Of(actor.Person)}";
    }
}

/// <summary>
/// Names people in logs, so that what one did can be followed and nobody can tell who it was. The key is <c>Logging:Key</c> (base64);
/// without it one is made at every start, and names mean something only until the next.
/// </summary>
public sealed class Pseudonyms(byte[] key)
{
    public static Pseudonyms Of(IConfiguration configuration) =>
        new(configuration["Logging:Key"] is { Length: > 0 } told ? Convert.FromBase64String(told) : RandomNumberGenerator.GetBytes(32));

    public string Of(string person) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(person)).AsSpan(0, 8));
}
