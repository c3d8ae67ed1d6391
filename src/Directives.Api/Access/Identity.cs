using System.Security.Claims;
using Directives.Domain;
using Directives.Domain.Issuing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.IdentityModel.Tokens;

namespace Directives.Api.Access;

/// <summary>
/// Who acts, in one place: whoever brings a token (RFC 9068) of the one issuer this host trusts, be it a person's or that of
/// a ministry's system. The issuer's keys come from its metadata, are kept, and are looked up again when it changes them.
/// </summary>
public static class Identity
{
    public const string RoleClaim = "role", AgencyClaim = "agency", PersonClaim = "sub", ClearanceClaim = "clearance";

    static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>By how much clocks may differ.</summary>
    static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>A timer may fire this much early; what it ends must not be allowed anew.</summary>
    static readonly TimeSpan TimerTick = TimeSpan.FromMilliseconds(20);

    /// <summary>Signatures that only the issuer can make: nothing shared, nothing unsigned.</summary>
    static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];

    /// <param name="services">Where it is added.</param>
    /// <param name="settings">Whom to trust.</param>
    /// <param name="folder">Where a host that is its own issuer keeps its key; null if nowhere.</param>
    public static IServiceCollection AddIdentity(this IServiceCollection services, IdentitySettings settings, string? folder)
    {
        if (settings.Authority is null)
            services.AddSingleton(provider => new DevelopmentIssuer(
                provider.GetRequiredService<IServer>(), provider.GetRequiredService<ILogger<DevelopmentIssuer>>(), settings, folder is null ? null : Path.Combine(folder, "issuer.pem")));
        services.AddSingleton(Permissions.Written).AddSingleton<AgencyTree>().AddSingleton<Sights>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<IServer>((bearer, server) => Trust(bearer, settings, server))
            .PostConfigure(bearer => ((BaseConfigurationManager)bearer.ConfigurationManager!).UseLastKnownGoodConfiguration = false); // a key that the issuer withdrew counts no longer
        // Nothing here is encrypted for later, so no key is made at the start and left in anybody's home directory.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        foreach (var start in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(IKeyManager).Assembly).ToList())
            services.Remove(start);
        return services;
    }

    static void Trust(JwtBearerOptions bearer, IdentitySettings settings, IServer server)
    {
        var issuer = settings.Authority?.OriginalString ?? DevelopmentIssuer.AddressOf(server);
        bearer.Authority = issuer;
        bearer.RequireHttpsMetadata = !new Uri(issuer).IsLoopback;
        bearer.AutomaticRefreshInterval = TimeSpan.FromHours(1);
        bearer.RefreshInterval = TimeSpan.FromMinutes(1);
        bearer.MapInboundClaims = false;
        bearer.TokenHandlers.Clear();
        bearer.TokenHandlers.Add(new RememberedTokens());
        bearer.TokenValidationParameters = new()
        {
            ValidIssuer = issuer,
            ValidAudience = settings.Audience,
            ValidAlgorithms = Algorithms,
            ClockSkew = Skew,
            NameClaimType = PersonClaim,
            RoleClaimType = RoleClaim
        };
        bearer.Events = new()
        {
            OnTokenValidated = validated =>
            {
                if (ClaimMissing(validated.Principal!) is { } refusal)
                    validated.Fail(new BadRequestException(refusal));
                return Task.CompletedTask;
            },
            OnChallenge = WhoAreYou
        };
    }

    /// <summary>The actor behind a request; null when nobody said who acts.</summary>
    public static Actor? ActorOf(ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated is true
            ? new(user.FindFirstValue(PersonClaim)!, Enum.Parse<Role>(user.FindFirstValue(RoleClaim)!, ignoreCase: true), new(user.FindFirstValue(AgencyClaim)!))
            : null;

    /// <summary>How much longer the token of a request counts: what goes on by itself ends then.</summary>
    public static TimeSpan LeftOf(HttpContext http)
    {
        var expires = http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc ?? DateTimeOffset.MaxValue - Skew;
        var left = expires + Skew - DateTimeOffset.UtcNow + TimerTick; // as the token itself was judged
        return left < TimeSpan.Zero ? TimeSpan.Zero : left > Longest ? Longest : left;
    }

    /// <summary>The most secret a document may be for whoever asks to see it; nothing secret unless the token says otherwise.</summary>
    public static SecrecyLevel ClearanceOf(ClaimsPrincipal user) => user.FindFirstValue(ClearanceClaim) is { } level ? Names.Parse<SecrecyLevel>(level) : SecrecyLevel.None;

    /// <summary>One role at a time: with two it would be open in which of them something was decided.</summary>
    static HttpRefusal? ClaimMissing(ClaimsPrincipal user) =>
        user.FindAll(RoleClaim).ToList() is not [var role] || !IsRole(role.Value) ? IdentityRefusals.RoleExpected
        : user.FindAll(AgencyClaim).ToList() is not [var agency] || !AgencyId.TryParse(agency.Value, out _) ? IdentityRefusals.AgencyExpected
        : user.FindAll(ClearanceClaim).ToList() is not ([] or [_]) || user.FindFirstValue(ClearanceClaim) is { } level && !IsLevel(level) ? IdentityRefusals.ClearanceExpected
        : user.FindFirstValue(PersonClaim) is not { } person || !IsPerson(person) ? IdentityRefusals.PersonExpected
        : null;

    internal static bool IsRole(string name) => Enum.GetNames<Role>().Contains(name, StringComparer.OrdinalIgnoreCase);

    internal static bool IsLevel(string name) => Choice<SecrecyLevel>.TryParse(name, out _);

    internal static bool IsPerson(string name) => name.Length is > 0 and <= 100 && !name.Any(char.IsControl);

    static async Task WhoAreYou(JwtBearerChallengeContext challenge)
    {
        challenge.HandleResponse();
        var refusal = challenge.AuthenticateFailure switch
        {
            null => IdentityRefusals.WhoAreYou,
            BadRequestException missing => missing.Refusal,
            SecurityTokenExpiredException => IdentityRefusals.Expired,
            _ when !await IssuerAnswers(challenge) => IdentityRefusals.NoProvider,
            _ => IdentityRefusals.NotAccepted
        };
        challenge.Response.Headers.WWWAuthenticate = refusal == IdentityRefusals.WhoAreYou ? "Bearer" : "Bearer error=\"invalid_token\"";
        await refusal.ToProblem().ExecuteAsync(challenge.HttpContext);
    }

    static async Task<bool> IssuerAnswers(JwtBearerChallengeContext challenge)
    {
        try
        {
            return await challenge.Options.ConfigurationManager!.GetConfigurationAsync(challenge.HttpContext.RequestAborted) is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

public static class IdentityRefusals
{
    public static HttpRefusal WhoAreYou { get; } = new(401, "who-are-you", new(
        "Hãy gửi kèm mã truy cập (Bearer) do nhà cung cấp định danh cấp.",
        "Bring a token (Bearer) of the identity provider."), "Authorization");
    public static HttpRefusal Expired { get; } = new(401, "token-not-accepted", new("Mã truy cập đã hết hạn.", "The token has expired."), "Authorization");
    public static HttpRefusal NotAccepted { get; } = new(401, "token-not-accepted", new(
        "Mã truy cập không do nhà cung cấp định danh ở đây cấp, hoặc không dành cho hệ thống này.",
        "The token is not one of the identity provider that counts here, or not meant for this API."), "Authorization");
    public static HttpRefusal RoleExpected { get; } = new(401, "token-not-accepted", new(
        $"Mã truy cập phải nêu đúng một vai trò (role): {string.Join(", ", Enum.GetNames<Role>())}.",
        $"The token has to name exactly one role: {string.Join(", ", Enum.GetNames<Role>())}."), Identity.RoleClaim);
    public static HttpRefusal AgencyExpected { get; } = new(401, "token-not-accepted", new(
        "Mã truy cập phải nêu đúng một cơ quan (agency) bằng mã, chẳng hạn bo-tai-chinh.",
        "The token has to name exactly one agency by its code, such as bo-tai-chinh."), Identity.AgencyClaim);
    public static HttpRefusal ClearanceExpected { get; } = new(401, "token-not-accepted", new(
        $"Nếu mã truy cập nêu độ mật được xem (clearance) thì đó là một trong {string.Join(", ", Enum.GetValues<SecrecyLevel>().Select(Names.Of))}.",
        $"If the token names a clearance, it is one of {string.Join(", ", Enum.GetValues<SecrecyLevel>().Select(Names.Of))}."), Identity.ClearanceClaim);
    public static HttpRefusal PersonExpected { get; } = new(401, "token-not-accepted", new(
        "Mã truy cập phải nêu người hoặc hệ thống thực hiện (sub) bằng 1 đến 100 ký tự thường.",
        "The token has to name the person or system that acts (sub) in 1 to 100 plain characters."), Identity.PersonClaim);
    public static HttpRefusal NoProvider { get; } = new(503, "no-identity-provider", new(
        "Nhà cung cấp định danh không trả lời nên lúc này không thể biết ai là ai.",
        "The identity provider does not answer, so nobody can be known right now."));
}
