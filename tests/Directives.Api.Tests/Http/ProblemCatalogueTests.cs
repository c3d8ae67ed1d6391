using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Directives.Api.Tests.Http;

public partial class ProblemCatalogueTests(App app) : IClassFixture<App>
{
    /// <summary>What the API refuses by itself; the domain's own list is that of its RefusalsTests. Never changed and never removed once published.</summary>
    static readonly string[] Published =
    [
        "bad-request", "unknown-parameter", "parameter-twice", "malformed-json", "unknown-member", "missing-member", "unstorable", "body-too-large", "request-timeout",
        "not-found", "method-not-allowed", "unsupported-media-type", "no-such-problem", "format-not-offered", "no-such-table",
        "who-are-you", "token-not-accepted", "not-in-this-role", "not-cleared", "not-its-office", "no-identity-provider",
        "idempotency-key-required", "idempotency-key-reused", "if-match-malformed", "if-match-required", "stale", "busy",
        "too-many-requests", "too-many-streams", "no-place", "took-too-long",
        "cursor-malformed", "cursor-from-elsewhere", "page-size-out-of-range", "window-ends-before-it-starts", "no-such-figure", "too-many-weeks", "unknown-head", "nothing-supposed", "corrects-the-past",
        "two-viewpoints", "negative-position", "position-not-reached", "version-not-reached", "known-in-the-future",
        "calendar-version-not-reached", "read-model-behind", "read-models-away", "database-away", "fault",
        "no-such-projection", "reason-required", "not-halted-there",
        "no-such-file", "media-type-not-accepted", "file-too-large", "file-empty", "digest-mismatch", "content-digest-malformed",
        "no-such-publication", "no-such-edition", "report-not-reproduced",
        "last-event-id-malformed", "too-many-readers", "unknown-event-type",
        "no-such-webhook", "too-many-webhooks", "webhook-url-malformed", "webhook-url-not-https", "webhook-url-with-credentials", "webhook-target-forbidden", "webhook-overlap-out-of-range",
        "no-such-import", "too-many-imports", "import-without-rows", "import-too-long", "import-options-in-body", "import-kind-required", "import-key-twice", "import-refused",
        "not-utf8", "csv-header-required", "csv-unknown-column", "csv-column-twice", "csv-missing-column",
        "csv-row-torn", "csv-more-cells", "csv-cell-required", "csv-cell-malformed", "unknown-reference", "ambiguous-reference", "unknown-task-code"
    ];

    public static TheoryData<string> Codes => [.. ProblemCatalogue.All.Select(problem => problem.Code)];

    [Fact]
    public void The_published_codes_are_these_and_those_of_the_domain() =>
        ProblemCatalogue.Declared().Where(declared => declared.Member.Module != typeof(Domain.Refusal).Module).Select(declared => declared.Refusal.Code).Distinct()
            .Should().BeEquivalentTo(Published);

    [Fact]
    public void A_code_always_comes_with_the_same_status() =>
        ProblemCatalogue.Declared().GroupBy(declared => declared.Refusal.Code).Where(code => code.Select(declared => declared.Refusal.Status).Distinct().Count() > 1)
            .Select(code => code.Key).Should().BeEmpty();

    [Fact]
    public void Everything_is_said_in_sentences_of_both_languages() =>
        ProblemCatalogue.Declared().Select(declared => declared.Refusal.Reason).Should().AllSatisfy(reason =>
        {
            reason.Vi.Should().MatchRegex(@"[\w›)""']\.$");
            reason.En.Should().MatchRegex(@"[\w›)""']\.$").And.NotBe(reason.Vi);
        });

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Every_problem_has_its_page_and_its_JSON(string code)
    {
        var problem = ProblemCatalogue.Find(code)!;

        var page = await Get(problem.Type, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        page.Should(200).MediaType.Should().Be("text/html");
        page.Text.Should().Contain($"<tr id=\"{code}\">");
        foreach (var sentence in problem.Sentences)
            page.Text.Should().Contain($"<p>{Html.Encode(sentence.Vi)}</p>").And.Contain($"<p>{Html.Encode(sentence.En!)}</p>");

        var json = await Get(problem.Type, "application/json");
        json.Should(200).Code.Should().Be(code);
        json.Json.GetProperty("status").GetInt32().Should().Be(problem.Status);
        json.Json.GetProperty("sentences")[0].GetProperty("vi").GetString().Should().Be(problem.Sentences[0].Vi);
    }

    [Fact]
    public async Task One_page_has_all_of_them_and_nothing_but_text()
    {
        var page = (await Get("/problems", "text/html")).Should(200).Text;

        Anchors().Matches(page).Select(match => match.Groups[1].Value).Should().BeEquivalentTo(ProblemCatalogue.All.Select(problem => problem.Code));
        page.Should().Contain("lang=\"vi\"").And.Contain("lang=\"en\"").And.NotContain("<script").And.NotContain("&#x1EA"); // readable, not spelled out
        page.Should().Contain("If-Match takes entity tags as they were given, such as &quot;7&quot;, or * alone.");
    }

    [Theory]
    [InlineData("text/html", "text/html")]
    [InlineData("text/*;q=0.5, application/json;q=0.4", "text/html")]
    [InlineData("text/html;q=0.4, application/json", "application/json")]
    [InlineData("application/json, text/html", "application/json")]
    [InlineData("text/html;q=0, */*", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("rubbish", "application/json")]
    [InlineData(null, "application/json")]
    public async Task Who_does_not_ask_for_a_page_gets_JSON(string? accept, string type) =>
        (await Get("/problems", accept)).Should(200).MediaType.Should().Be(type);

    /// <summary>The lists of published codes do not count.</summary>
    [Fact]
    public void Every_problem_is_provoked_by_some_test()
    {
        var tests = string.Join('\n', Directory.EnumerateFiles(Tests(), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not ("RefusalsTests.cs" or "ProblemCatalogueTests.cs")).Select(File.ReadAllText));

        ProblemCatalogue.Declared().GroupBy(declared => declared.Refusal.Code)
            .Where(code => !tests.Contains($"\"{code.Key}\"", StringComparison.Ordinal)
                && !code.Any(declared => Regex.IsMatch(tests, $@"\b{declared.Member.DeclaringType!.Name}\.{declared.Member.Name}\b")))
            .Select(code => code.Key).Should().BeEmpty();
    }

    async Task<Answer> Get(string path, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return await app.Send(request);
    }

    static string Tests([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));

    [GeneratedRegex("<tr id=\"([^\"]*)\">")]
    private static partial Regex Anchors();
}
