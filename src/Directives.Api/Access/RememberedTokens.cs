using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Directives.Api.Access;

/// <summary>
/// Remembers which tokens were found good: a system brings the same one with every request, and to check its signature takes
/// longer than all else that is done to let the request in. None counts longer than it says itself, nor once the issuer's
/// keys are others than those that vouched for it. Only digests of tokens are kept, and no more than so many.
/// </summary>
sealed class RememberedTokens : JsonWebTokenHandler, IDisposable
{
    const int Most = 10_000;

    readonly MemoryCache good = new(new MemoryCacheOptions { SizeLimit = Most });

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (token.Length > MaximumTokenSizeInBytes || await KeysOf(validationParameters) is not { } keys)
            return await base.ValidateTokenAsync(token, validationParameters);

        var known = (Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token))), keys);
        if (good.TryGetValue(known, out TokenValidationResult? remembered))
            return remembered!;

        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid)
            good.Set(known, result, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpiration = result.SecurityToken.ValidTo });
        return result;
    }

    public void Dispose() => good.Dispose();

    /// <summary>The same object until the issuer's metadata is read anew; null when there is none to be had.</summary>
    static async Task<object?> KeysOf(TokenValidationParameters parameters)
    {
        try
        {
            return parameters.ConfigurationManager is { } issuer ? await issuer.GetBaseConfigurationAsync(default) : null;
        }
        catch (InvalidOperationException)
        {
            return null; // then the token cannot be found good, and the handler says why
        }
    }
}
