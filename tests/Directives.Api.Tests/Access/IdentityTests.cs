using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Directives.Api.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Directives.Api.Tests.Access;

public class IdentityTests(App app) : IClassFixture<App>
{
    [Theory]
    [InlineData("/directives")]
    [InlineData("/reports/overdue")]
    [InlineData("/operations/projections")]
    [InlineData("/nothing")]
    public async Task Nobody_is_told_anything(string path)
    {
        using var response = await app.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, path).AsNobody());

        ((int)response.StatusCode).Should().Be(401);
        response.Headers.WwwAuthenticate.ToString().Should().Be("Bearer");
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString().Should().Be("who-are-you");
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/problems")]
    [InlineData("/swagger/v1/swagger.json")]
    [InlineData("/swagger/index.html")]
    public async Task What_tells_nothing_of_the_content_needs_no_token(string path) =>
        (await app.Send(new HttpRequestMessage(HttpMethod.Get, path).AsNobody())).Should(200);

    [Fact]
    public async Task A_token_says_who_acts()
    {
        (await With(new { role = "IssuingOffice", agency = "van-phong", sub = "Trần An" })).Should(200);
        (await With(new { role = "issuingoffice", agency = "van-phong", sub = "an" }, algorithm: SecurityAlgorithms.RsaSsaPssSha256)).Should(200);
    }

    [Theory]
    [InlineData("""{"agency":"bo-tai-chinh","sub":"an"}""", "role")]
    [InlineData("""{"role":"Chef","agency":"bo-tai-chinh","sub":"an"}""", "role")]
    [InlineData("""{"role":"3","agency":"bo-tai-chinh","sub":"an"}""", "role")]
    [InlineData("""{"role":["Verifier","LeadReporter"],"agency":"bo-tai-chinh","sub":"an"}""", "role")]
    [InlineData("""{"role":"Verifier","sub":"an"}""", "agency")]
    [InlineData("""{"role":"Verifier","agency":"Bo Tai chinh","sub":"an"}""", "agency")]
    [InlineData("""{"role":"Verifier","agency":["bo-tai-chinh","bo-noi-vu"],"sub":"an"}""", "agency")]
    [InlineData("""{"role":"Verifier","agency":"bo-tai-chinh"}""", "sub")]
    [InlineData("""{"role":"Verifier","agency":"bo-tai-chinh","sub":"an","clearance":"everything"}""", "clearance")]
    [InlineData("""{"role":"Verifier","agency":"bo-tai-chinh","sub":"a\tn"}""", "sub")]
    public async Task What_a_token_lacks_is_named(string claims, string lacking)
    {
        var answer = (await With(JsonSerializer.Deserialize<JsonElement>(claims))).Should(401);

        (answer.Code, answer.Place).Should().Be(("token-not-accepted", lacking));
    }

    [Fact]
    public async Task Only_tokens_of_this_issuer_for_this_API_count_and_only_while_they_last()
    {
        var claims = new { role = "Inspector", agency = "van-phong", sub = "an" };
        using var foreign = RSA.Create(2048);
        var published = (await app.Get("/dev/keys")).Should(200).Json.GetProperty("keys")[0];

        (await With(claims)).Should(200);
        foreach (var refused in new[]
        {
            await With(claims, issuer: "https://elsewhere.example"),
            await With(claims, audience: "something-else"),
            await With(claims, key: new RsaSecurityKey(foreign) { KeyId = published.GetProperty("kid").GetString() }),
            await With(claims, algorithm: SecurityAlgorithms.RsaSha512),
            // What everybody knows, the public key, taken as the secret of a shared one.
            await With(claims, key: new SymmetricSecurityKey(Base64UrlEncoder.DecodeBytes(published.GetProperty("n").GetString())), algorithm: SecurityAlgorithms.HmacSha256),
            await Bearing($"{Part(new { alg = "none" })}.{Part(new { role = "Inspector", agency = "van-phong", sub = "an", iss = Issuer, aud = "directives", exp = 4102444800 })}."),
            await Bearing("rubbish"),
            await With(claims, expires: TimeSpan.FromSeconds(-40)),
            await With(claims, begins: TimeSpan.FromMinutes(5)),
        })
            refused.Should(401).Code.Should().Be("token-not-accepted");
        (await With(claims, expires: TimeSpan.FromSeconds(-20))).Should(200); // clocks differ a little
        (await With(claims, expires: TimeSpan.FromSeconds(-40))).Json.GetProperty("title").GetString().Should().Be("The token has expired.");
    }

    [Fact]
    public async Task A_ministrys_system_signs_in_by_client_credentials()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/dev/token") { Content = Form("grant_type=client_credentials") };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("bo-tai-chinh%2FLeadReporter:secret")));

        var answer = (await app.Send(request)).Should(200).Json;

        answer.GetProperty("token_type").GetString().Should().Be("Bearer");
        var token = new JsonWebToken(answer.GetProperty("access_token").GetString());
        (token.Subject, token.GetClaim("role").Value, token.GetClaim("agency").Value).Should().Be(("bo-tai-chinh/LeadReporter", "LeadReporter", "bo-tai-chinh"));
        (await Bearing(token.EncodedToken)).Should(200);
    }

    [Theory]
    [InlineData("agency=bo-tai-chinh", "role")]
    [InlineData("role=Chef&agency=bo-tai-chinh", "role")]
    [InlineData("role=Verifier&agency=B%C3%B4", "agency")]
    [InlineData("role=Verifier&agency=bo-tai-chinh&person=a%09n", "person")]
    [InlineData("role=Verifier&agency=bo-tai-chinh&clearance=all", "clearance")]
    [InlineData("grant_type=client_credentials&client_id=bo-tai-chinh", "role")]
    [InlineData("role=%00&agency=bo-tai-chinh", null)]
    public async Task Who_asks_for_a_token_of_nobody_is_told_what_is_missing(string form, string? missing)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/dev/token") { Content = Form(form) };

        var answer = (await app.Send(request)).Should(400);

        (answer.Code, answer.Place).Should().Be(("bad-request", missing));
    }

    string Issuer => app.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    Task<Answer> With(
        object claims, string? issuer = null, string audience = "directives", SecurityKey? key = null, string algorithm = SecurityAlgorithms.RsaSha256, TimeSpan? expires = null, TimeSpan? begins = null) =>
        Bearing(SignedToken.Of(issuer ?? Issuer, key ?? app.Services.GetRequiredService<DevelopmentIssuer>().Signing, claims, audience, algorithm, begins, expires));

    async Task<Answer> Bearing(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/directives");
        request.Headers.Authorization = new("Bearer", token);
        return await app.Send(request);
    }

    static StringContent Form(string form) => new(form, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));

    static string Part(object part) => Base64UrlEncoder.Encode(JsonSerializer.SerializeToUtf8Bytes(part));
}
