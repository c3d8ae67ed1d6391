using Directives.Api.Access;
using Directives.Api.Tests.Hosting;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Directives.Api.Tests.Access;

public sealed class RememberedTokensTests : IDisposable
{
    readonly RememberedTokens tokens = new();
    readonly RsaSecurityKey key = SignedToken.Key("one"), next = SignedToken.Key("two");
    readonly Issuer issuer = new();

    public RememberedTokensTests() => issuer.Publishes(key);

    public void Dispose()
    {
        tokens.Dispose();
        key.Rsa.Dispose();
        next.Rsa.Dispose();
    }

    [Fact]
    public async Task A_token_that_was_found_good_is_not_examined_again()
    {
        var token = Token(key);

        var (first, second, other) = (await Validate(token), await Validate(token), await Validate(Token(key)));

        first.IsValid.Should().BeTrue();
        second.Should().BeSameAs(first);
        other.Should().NotBeSameAs(first);
    }

    [Fact]
    public async Task It_counts_no_longer_once_the_issuer_has_other_keys()
    {
        var (old, @new) = (Token(key), Token(next));
        (await Validate(old)).IsValid.Should().BeTrue();
        (await Validate(@new)).IsValid.Should().BeFalse();

        issuer.Publishes(next);

        (await Validate(old)).IsValid.Should().BeFalse();
        (await Validate(@new)).IsValid.Should().BeTrue();
    }

    [Fact]
    public async Task It_counts_no_longer_than_it_says_itself()
    {
        var token = Token(key, lasts: TimeSpan.FromSeconds(2));
        (await Validate(token)).IsValid.Should().BeTrue();

        await HostProcess.Until(async () => !(await Validate(token)).IsValid);
    }

    [Fact]
    public async Task What_was_refused_is_examined_each_time_and_a_changed_token_is_another()
    {
        var token = Token(key);
        (await Validate(token)).IsValid.Should().BeTrue();
        var changed = token[..^8] + (token[^8] is 'A' ? 'B' : 'A') + token[^7..];

        (await Validate(changed)).IsValid.Should().BeFalse();
        (await Validate(changed)).Should().NotBeSameAs(await Validate(changed));
        (await Validate("rubbish")).IsValid.Should().BeFalse();
    }

    [Fact]
    public async Task Without_the_issuers_keys_nothing_counts()
    {
        var token = Token(key);
        issuer.Publishes(null);

        (await Validate(token)).IsValid.Should().BeFalse();
    }

    Task<TokenValidationResult> Validate(string token) => tokens.ValidateTokenAsync(token, new()
    {
        ValidIssuer = "https://issuer.example",
        ValidAudience = "directives",
        ClockSkew = TimeSpan.Zero,
        ConfigurationManager = issuer
    });

    static string Token(SecurityKey key, TimeSpan? lasts = null) => SignedToken.Of("https://issuer.example", key, new { jti = Guid.NewGuid() }, expires: lasts);

    /// <summary>Publishes metadata, and a moment later other ones.</summary>
    sealed class Issuer : BaseConfigurationManager
    {
        OpenIdConnectConfiguration? published;

        public Issuer() => UseLastKnownGoodConfiguration = false;

        public void Publishes(SecurityKey? key)
        {
            published = key is null ? null : new() { Issuer = "https://issuer.example" };
            if (key is not null)
                published!.SigningKeys.Add(key);
        }

        public override Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) =>
            published is { } known ? Task.FromResult<BaseConfiguration>(known) : throw new InvalidOperationException("The issuer does not answer.");

        public override void RequestRefresh()
        {
        }
    }
}
