using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Directives.Api.Tests.Access;

/// <summary>Tokens as any issuer makes them, good ones and others.</summary>
static class SignedToken
{
    /// <param name="issuer">Who says so.</param>
    /// <param name="key">What it is signed with.</param>
    /// <param name="claims">An object with a member for each.</param>
    /// <param name="audience">For whom.</param>
    /// <param name="algorithm">How it is signed.</param>
    /// <param name="begins">From when it counts, from now on.</param>
    /// <param name="expires">Until when.</param>
    public static string Of(
        string issuer, SecurityKey key, object claims, string audience = "directives", string algorithm = SecurityAlgorithms.RsaSha256, TimeSpan? begins = null, TimeSpan? expires = null) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = DateTime.UtcNow + (begins ?? TimeSpan.FromHours(-1)),
            Expires = DateTime.UtcNow + (expires ?? TimeSpan.FromHours(1)),
            Claims = JsonSerializer.SerializeToElement(claims).EnumerateObject().ToDictionary(claim => claim.Name, claim => (object)claim.Value),
            SigningCredentials = new(key, algorithm)
        });

    public static RsaSecurityKey Key(string id) => new(RSA.Create(2048)) { KeyId = id };
}
