using Directives.Api.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Access;

public sealed class KeyRotationTests : App, IAsyncLifetime
{
    readonly RsaSecurityKey key = SignedToken.Key("one"), next = SignedToken.Key("two");
    readonly List<RsaSecurityKey> published = [];
    WebApplication provider = null!;

    string Issuer => provider.Urls.First();

    async Task IAsyncLifetime.InitializeAsync()
    {
        provider = LoopbackServer.Builder().Build();
        provider.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Issuer, jwks_uri = $"{Issuer}/keys" }));
        provider.MapGet("/keys", () => Results.Json(new { keys = published.Select(Published) }));
        await provider.StartAsync();
        await InitializeAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await provider.DisposeAsync();
        key.Rsa.Dispose();
        next.Rsa.Dispose();
    }

    protected override void Configure(IWebHostBuilder host) => host.UseSetting("Identity:Authority", Issuer).UseSetting("Identity:Audience", "directives");

    [Fact]
    public async Task A_key_that_the_provider_takes_up_counts_soon_and_one_it_withdrew_no_longer()
    {
        published.Add(key);
        var (old, @new) = (Token(key), Token(next));
        (await With(old)).Should(200);
        (await With(old)).Should(200);

        published[0] = next;

        await HostProcess.Until(async () => (await With(@new)).Status is 200); // that there is an unknown key makes the host look
        (await With(old)).Should(401).Code.Should().Be("token-not-accepted");
        (await With(Token(key))).Should(401);
        (await With(@new)).Should(200);
    }

    async Task<Answer> With(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/directives") { Headers = { Authorization = new("Bearer", token) } };
        return await Send(request);
    }

    string Token(SecurityKey by) => SignedToken.Of(Issuer, by, new { sub = "an", role = "Inspector", agency = Committee, jti = Guid.NewGuid() });

    static object Published(RsaSecurityKey key)
    {
        var parts = key.Rsa.ExportParameters(false);
        return new { kty = "RSA", use = "sig", kid = key.KeyId, n = Base64UrlEncoder.Encode(parts.Modulus), e = Base64UrlEncoder.Encode(parts.Exponent) };
    }
}
