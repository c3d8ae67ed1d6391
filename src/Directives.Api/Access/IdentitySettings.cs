namespace Directives.Api.Access;

/// <summary>Whose tokens count, and for whom they have to be meant.</summary>
/// <param name="Authority"><c>Identity:Authority</c>: the issuer, as its tokens and its metadata name it; null when a Development host is its own.</param>
/// <param name="Audience"><c>Identity:Audience</c>: what a token is meant for when it is meant for this API.</param>
public sealed record IdentitySettings(Uri? Authority, string Audience)
{
    /// <exception cref="InvalidOperationException">Outside Development one is missing, or the issuer cannot be asked safely. Whoever starts the program is told which.</exception>
    public static IdentitySettings Of(IConfiguration configuration, IHostEnvironment environment)
    {
        var (authority, audience) = (configuration["Identity:Authority"] ?? "", configuration["Identity:Audience"] ?? "");
        if (environment.IsDevelopment() && authority is "")
            return new(null, audience is "" ? "directives" : audience);
        if (authority is "")
            throw new InvalidOperationException("Identity:Authority is not set. Outside Development it has to name the issuer of the tokens, such as https://login.example.vn/realms/directives.");
        if (audience is "")
            throw new InvalidOperationException("Identity:Audience is not set. With Identity:Authority it has to say what a token for this API is meant for, such as directives.");
        // Whoever stands between here and the issuer could hand in keys of his own; on one machine nobody does.
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var issuer) || issuer.Scheme != Uri.UriSchemeHttps && !(issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback))
            throw new InvalidOperationException($"Identity:Authority is '{authority}'; it has to be an https address.");
        return new(issuer, audience);
    }
}
