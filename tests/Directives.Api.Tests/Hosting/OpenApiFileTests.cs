using System.Runtime.CompilerServices;
using Microsoft.OpenApi;

namespace Directives.Api.Tests.Hosting;

/// <summary>
/// Holds the API to <c>openapi.json</c>, the contract that integrators build on: whoever changes it is shown what changes for them. With
/// <c>OPENAPI=write</c> in the environment the file is written anew.
/// </summary>
public class OpenApiFileTests(App app) : IClassFixture<App>
{
    const int MostLinesShown = 60;

    static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../.."));

    [Fact]
    public async Task The_document_that_is_checked_in_is_the_one_that_is_served()
    {
        var (path, served) = (Path.Combine(Root, "openapi.json"), await Served());
        if (Environment.GetEnvironmentVariable("OPENAPI") is "write")
            await File.WriteAllTextAsync(path, served);
        var known = await File.ReadAllTextAsync(path);
        if (known == served)
            return;

        await File.WriteAllTextAsync(Path.Combine(Root, ".artifacts", "openapi.json"), served);
        Assert.Fail(
            "The API is no longer what openapi.json says; what it is stands in .artifacts/openapi.json. If integrators can live with that, OPENAPI=write has this test write the file.\n"
            + Difference(known.Split('\n'), served.Split('\n')));
    }

    [Fact]
    public async Task It_is_OpenAPI_3_1_without_a_fault_and_says_who_is_let_in()
    {
        var served = await Served();
        var (document, diagnostic) = OpenApiDocument.Parse(served);

        served.Should().Contain("\"openapi\": \"3.1.");
        diagnostic!.SpecificationVersion.Should().Be(OpenApiSpecVersion.OpenApi3_1);
        diagnostic.Errors.Should().BeEmpty();
        diagnostic.Warnings.Should().BeEmpty();
        var token = document!.Components!.SecuritySchemes!["token"];
        (token.Type, token.Scheme, token.BearerFormat).Should().Be((SecuritySchemeType.Http, "bearer", "JWT"));
        document.Security.Should().ContainSingle().Which.Keys.Should().ContainSingle().Which.Reference.Id.Should().Be("token");
        document.Paths.SelectMany(path => path.Value.Operations!.Where(operation => operation.Value.Security is []).Select(operation => $"{operation.Key} {path.Key}"))
            .Should().BeEquivalentTo("GET /problems", "GET /problems/{code}", "GET /health/live", "GET /health/ready");
        document.Paths.SelectMany(path => path.Value.Operations!.Values).Select(operation => operation.OperationId).Should().OnlyHaveUniqueItems().And.NotContainNulls();
    }

    async Task<string> Served() => (await app.Get("/swagger/v1/swagger.json")).Should(200).Text.ReplaceLineEndings("\n").TrimEnd() + "\n";

    /// <summary>From the first line that differs to the last.</summary>
    static string Difference(string[] was, string[] @is)
    {
        var before = was.Zip(@is).TakeWhile(lines => lines.First == lines.Second).Count();
        var after = was.Skip(before).Reverse().Zip(@is.Skip(before).Reverse()).TakeWhile(lines => lines.First == lines.Second).Count();
        return string.Join('\n', [
            $"@@ line {before + 1} @@", .. was[Math.Max(0, before - 3)..before].Select(line => $"  {line}"),
            .. Shown(was[before..^after], "-"), .. Shown(@is[before..^after], "+")]);

        static IEnumerable<string> Shown(string[] lines, string mark) =>
            lines.Take(MostLinesShown).Select(line => $"{mark} {line}").Concat(lines.Length > MostLinesShown ? [$"{mark} … and {lines.Length - MostLinesShown} lines more"] : []);
    }

    static string Here([CallerFilePath] string here = "") => here;
}
