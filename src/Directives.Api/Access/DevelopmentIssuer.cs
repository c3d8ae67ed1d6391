using System.Net;
using System.Security.Cryptography;
using System.Text;
using Directives.Domain;
using Directives.Domain.Issuing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Directives.Api.Access;

/// <summary>
/// In Development the host is its own small issuer, with metadata and keys where every issuer has them, so that its tokens
/// take the way of all others. Whoever reaches it may be anybody: outside Development, or beside another issuer, it does not exist.
/// </summary>
public sealed class DevelopmentIssuer : IDisposable
{
    const string ClientCredentials = "client_credentials";

    static readonly string[] Grants = [ClientCredentials], Algorithms = [SecurityAlgorithms.RsaSha256];

    static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    readonly RSA key = RSA.Create(2048);
    readonly IServer server;
    readonly ILogger logger;
    readonly string audience;

    /// <param name="server">Whose address is the issuer's name.</param>
    /// <param name="logger">Where a first token is shown.</param>
    /// <param name="settings">What the tokens are meant for.</param>
    /// <param name="keyFile">Where the key is kept from one start to the next; null if nowhere.</param>
    public DevelopmentIssuer(IServer server, ILogger<DevelopmentIssuer> logger, IdentitySettings settings, string? keyFile)
    {
        (this.server, this.logger, audience) = (server, logger, settings.Audience);
        if (keyFile is not null && File.Exists(keyFile))
            key.ImportFromPem(File.ReadAllText(keyFile));
        else if (keyFile is not null)
            Keep(keyFile, key.ExportPkcs8PrivateKeyPem());
        Signing = new(key) { KeyId = Base64UrlEncoder.Encode(SHA256.HashData(key.ExportSubjectPublicKeyInfo())[..12]) };
    }

    internal RsaSecurityKey Signing { get; }

    /// <summary>As clients on this machine reach it.</summary>
    public static string AddressOf(IServer server)
    {
        var address = BindingAddress.Parse(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var host = address.Host is "+" or "*" || IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            ? "localhost"
            : address.Host;
        return $"{address.Scheme}://{host}:{address.Port}";
    }

    public string Token(Actor actor, string? clearance = null) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = AddressOf(server),
        Audience = audience,
        Expires = DateTime.UtcNow + Lifetime,
        Claims = new Dictionary<string, object>
        {
            [Identity.PersonClaim] = actor.Person,
            [Identity.RoleClaim] = actor.Role.ToString(),
            [Identity.AgencyClaim] = actor.Agency.Value,
            [Identity.ClearanceClaim] = clearance ?? Names.Of(SecrecyLevel.None)
        },
        SigningCredentials = new(Signing, SecurityAlgorithms.RsaSha256)
    });

    public void Map(IEndpointRouteBuilder routes, IHostApplicationLifetime host)
    {
        host.ApplicationStarted.Register(() => logger.LogInformation(
            "This host is its own issuer of tokens, for Development only; POST /dev/token gives others. Try it as the monitoring body:\n"
            + "curl {Address}/assignments -H 'Authorization: Bearer {Token}'",
            AddressOf(server), Token(new("somebody", Role.MonitoringBody, new("ban-to-chuc-trung-uong")))));

        var issuer = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription();

        issuer.MapGet("/.well-known/openid-configuration", () => new
        {
            issuer = AddressOf(server),
            jwks_uri = $"{AddressOf(server)}/dev/keys",
            token_endpoint = $"{AddressOf(server)}/dev/token",
            grant_types_supported = Grants,
            id_token_signing_alg_values_supported = Algorithms
        });
        issuer.MapGet("/dev/keys", () =>
        {
            var numbers = key.ExportParameters(includePrivateParameters: false);
            return new
            {
                keys = new[]
                {
                    new
                    {
                        kty = "RSA",
                        use = "sig",
                        alg = SecurityAlgorithms.RsaSha256,
                        kid = Signing.KeyId,
                        n = Base64UrlEncoder.Encode(numbers.Modulus),
                        e = Base64UrlEncoder.Encode(numbers.Exponent)
                    }
                }
            };
        });
        issuer.MapPost("/dev/token", Give);
    }

    /// <summary>
    /// A form as OAuth has it. A person says <c>role</c>, <c>agency</c> and perhaps <c>person</c> and <c>clearance</c>; a ministry's system asks with
    /// <c>grant_type=client_credentials</c> as <c>client_id=bo-tai-chinh/LeadReporter</c> and any secret.
    /// </summary>
    async Task<IResult> Give(HttpRequest request)
    {
        if (!request.HasFormContentType)
            return HttpRefusals.UnsupportedMediaType.ToProblem();
        if (await Read(request) is not { } form)
            return HttpRefusals.Unreadable.ToProblem();
        var (role, agency, person, clearance) = (form["role"].ToString(), form["agency"].ToString(), form["person"].ToString(), form["clearance"].ToString());
        if (form["grant_type"] == ClientCredentials && (ClientOf(request) ?? $"{form["client_id"]}").Split('/') is [var own, var acting] client)
            (role, agency, person) = (acting, own, string.Join('/', client));
        if (!Identity.IsRole(role))
            return (IdentityRefusals.RoleExpected with { Status = 400, Code = "bad-request", Field = "role" }).ToProblem();
        if (!AgencyId.TryParse(agency, out _))
            return (HttpRefusals.AgencyCodeExpected with { Field = "agency" }).ToProblem();
        if (person is not "" && !Identity.IsPerson(person))
            return (IdentityRefusals.PersonExpected with { Status = 400, Code = "bad-request", Field = "person" }).ToProblem();
        if (clearance is not "" && !Identity.IsLevel(clearance))
            return (IdentityRefusals.ClearanceExpected with { Status = 400, Code = "bad-request", Field = "clearance" }).ToProblem();

        var token = Token(new(person is "" ? "somebody" : person, Enum.Parse<Role>(role, ignoreCase: true), new(agency)), clearance is "" ? null : clearance);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Accepted.Weight(request, "text/plain") > Accepted.Weight(request, "application/json")
            ? TypedResults.Text(token)
            : TypedResults.Json(new { access_token = token, token_type = "Bearer", expires_in = (long)Lifetime.TotalSeconds });
    }

    static async Task<IFormCollection?> Read(HttpRequest request)
    {
        try
        {
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The client of <c>Authorization: Basic …</c>, the other way OAuth clients say who they are.</summary>
    static string? ClientOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var bytes = new byte[header.Length];
        return header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) && Convert.TryFromBase64String(header[6..], bytes, out var read)
            ? Uri.UnescapeDataString(Encoding.UTF8.GetString(bytes.AsSpan(0, read)).Split(':')[0])
            : null;
    }

    static void Keep(string file, string pem)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new StreamWriter(file, options);
        stream.Write(pem);
    }

    public void Dispose() => key.Dispose();
}
