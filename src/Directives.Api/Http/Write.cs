using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Directives.Api.Access;
using Directives.Domain;
using Directives.EventSourcing;

namespace Directives.Api;

/// <summary>What every write brings along: who acts, on which day, under which key, having seen which version or versions.</summary>
public sealed record Write(Actor By, DateOnly Today, EventMetadata Metadata, IdempotencyKey? Key, IReadOnlyList<long>? IfMatch)
{
    /// <summary>An id for something this request makes. It follows from the key, so that a repeated request means the same thing.</summary>
    public Guid NewId(string what) => NewId(what, Key!.Value);

    /// <summary>The id that something gets under a key.</summary>
    public static Guid NewId(string what, Guid key) => StableId.Of($"{what}:{key}");

    public static EventMetadata MetadataOf(Actor by) =>
        new EventMetadata(by.Person, Activity.Current?.TraceId.ToString()).With("role", by.Role.ToString()).With("agency", by.Agency.Value);

    /// <summary>
    /// Reads the headers. The key is the caller's own: another agency or person using the same words means another key.
    /// The request it stands for is the method, the path, the version seen and the bytes of the body.
    /// </summary>
    public static async ValueTask<Write> BindAsync(HttpContext http)
    {
        var by = Identity.ActorOf(http.User) ?? throw new InvalidOperationException("A write was reached without an actor.");
        var clock = http.RequestServices.GetRequiredService<TimeProvider>();
        var ifMatch = EntityTag.Seen(http.Request);
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length is 0 or > 200)
            throw new BadRequestException(HttpRefusals.KeyRequired);

        // Read once for the hash, and again by whoever binds the body. Kestrel bounds its length.
        var body = new MemoryStream((int)Math.Min(http.Request.ContentLength ?? 0, 16_384));
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        body.Position = 0;
        http.Request.Body = body;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path.Value!.TrimEnd('/').ToLowerInvariant()} {string.Join(", ", ifMatch ?? [])}\n"));
        hash.AppendData(body.GetBuffer().AsSpan(0, (int)body.Length));

        var named = new IdempotencyKey(StableId.Of($"key:{by.Agency}/{by.Person.Length}:{by.Person}/{key}"), hash.GetHashAndReset());
        if (!EntityTag.IsGiven(http.Request) && Asks(http) is Precondition.Required && !await IsKnown(named, http))
            throw new BadRequestException(HttpRefusals.IfMatchRequired);

        return new(by, Vietnam.DateAt(clock.GetUtcNow()), MetadataOf(by), named, ifMatch);
    }

    static Precondition Asks(HttpContext http) => http.RequestServices.GetRequiredService<Permissions>().IfMatch(
        Permissions.OperationOf(http.Request.Method, ((RouteEndpoint)http.GetEndpoint()!).RoutePattern.RawText!));

    /// <summary>What was recorded before the version had to be said is repeated without, and answered as it was then.</summary>
    static async Task<bool> IsKnown(IdempotencyKey key, HttpContext http) =>
        await http.RequestServices.GetRequiredService<EventStore>().Find(key, http.RequestAborted) is not null;
}
