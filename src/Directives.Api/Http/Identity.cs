using System.Security.Claims;
using System.Text.Encodings.Web;
using Directives.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Directives.Api;

/// <summary>
/// Who acts, in one place. In Development the client says so itself, in three headers; everywhere else nobody can say so
/// until an identity provider is connected, and every write is refused.
/// </summary>
public static class Identity
{
    public const string RoleHeader = "X-Role", AgencyHeader = "X-Agency", PersonHeader = "X-Person";

    const string AgencyClaim = "agency";

    public static IServiceCollection AddIdentity(this IServiceCollection services, IHostEnvironment environment)
    {
        // Nothing here is encrypted for later, so no key is left in anybody's home directory.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        var authentication = services.AddAuthorization().AddAuthentication("identity");
        if (environment.IsDevelopment())
            authentication.AddScheme<AuthenticationSchemeOptions, DevelopmentIdentity>("identity", null);
        else
            authentication.AddScheme<AuthenticationSchemeOptions, NoIdentity>("identity", null);
        return services;
    }

    /// <summary>The actor behind a request; null when nobody said who acts.</summary>
    public static Actor? ActorOf(ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated is true
            ? new(user.FindFirstValue(ClaimTypes.Name)!, Enum.Parse<Role>(user.FindFirstValue(ClaimTypes.Role)!), new(user.FindFirstValue(AgencyClaim)!))
            : null;

    sealed class DevelopmentIdentity(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var (role, agency, person) = (Header(RoleHeader), Header(AgencyHeader), Header(PersonHeader));
            if (role is "" && agency is "")
                return Task.FromResult(AuthenticateResult.NoResult());
            if (!Enum.TryParse<Role>(role, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed) || char.IsDigit(role[0]))
                return Task.FromResult(Failed(IdentityRefusals.RoleExpected));
            if (!AgencyId.TryParse(agency, out _))
                return Task.FromResult(Failed(IdentityRefusals.AgencyExpected));
            if (person.Length > 100 || person.Any(char.IsControl))
                return Task.FromResult(Failed(IdentityRefusals.PersonTooLong));

            Claim[] claims = [new(ClaimTypes.Name, person is "" ? "somebody" : person), new(ClaimTypes.Role, parsed.ToString()), new(AgencyClaim, agency)];
            return Task.FromResult(AuthenticateResult.Success(new(new(new ClaimsIdentity(claims, Scheme.Name)), Scheme.Name)));
        }

        protected override async Task HandleChallengeAsync(AuthenticationProperties properties) =>
            await (((await HandleAuthenticateOnceSafeAsync()).Failure as BadRequestException)?.Refusal ?? IdentityRefusals.WhoAreYou).ToProblem().ExecuteAsync(Context);

        static AuthenticateResult Failed(HttpRefusal refusal) => AuthenticateResult.Fail(new BadRequestException(refusal));

        string Header(string name) => Request.Headers[name].ToString();
    }

    sealed class NoIdentity(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());

        protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
            IdentityRefusals.NoProvider.ToProblem().ExecuteAsync(Context);
    }
}

public static class IdentityRefusals
{
    public static HttpRefusal WhoAreYou { get; } = new(401, "who-are-you", new(
        $"Hãy cho biết ai thực hiện: {Identity.RoleHeader} (chẳng hạn LeadReporter), {Identity.AgencyHeader} (chẳng hạn bo-tai-chinh) và có thể thêm {Identity.PersonHeader}.",
        $"Say who acts: {Identity.RoleHeader} (such as LeadReporter), {Identity.AgencyHeader} (such as bo-tai-chinh) and optionally {Identity.PersonHeader}."));
    public static HttpRefusal RoleExpected { get; } = new(401, "who-are-you", new(
        $"{Identity.RoleHeader} phải là một trong {string.Join(", ", Enum.GetNames<Role>())}.",
        $"{Identity.RoleHeader} must be one of {string.Join(", ", Enum.GetNames<Role>())}."), Identity.RoleHeader);
    public static HttpRefusal AgencyExpected { get; } = new(401, "who-are-you", new(
        $"{Identity.AgencyHeader} phải là mã của một cơ quan, chẳng hạn bo-tai-chinh.",
        $"{Identity.AgencyHeader} must be an agency's code, such as bo-tai-chinh."), Identity.AgencyHeader);
    public static HttpRefusal PersonTooLong { get; } = new(401, "who-are-you", new(
        $"{Identity.PersonHeader} có nhiều nhất 100 ký tự thường.",
        $"{Identity.PersonHeader} may have at most 100 plain characters."), Identity.PersonHeader);
    public static HttpRefusal NoProvider { get; } = new(401, "no-identity-provider", new(
        "Chưa kết nối nhà cung cấp định danh nên ở đây không thể biết ai là ai và không ghi được gì.",
        "No identity provider is connected, so nobody can be known here and nothing can be written."));
}
