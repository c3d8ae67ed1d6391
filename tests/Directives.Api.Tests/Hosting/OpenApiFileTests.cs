using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.OpenApi;

namespace Directives.Api.Tests.Hosting;

/// <summary>
/// Holds the API to <c>openapi.json</c>, the contract that integrators build on: whoever changes it is shown what changes for them. With
/// <c>OPENAPI=write</c> in the environment the file is written anew.
/// </summary>
public class OpenApiFileTests(App app) : IClassFixture<App>
{
    const int MostLinesShown = 100;

    static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../.."));

    [Fact]
    public async Task The_document_that_is_checked_in_is_the_one_that_is_served()
    {
        var (path, served) = (Path.Combine(Root, "src", "Directives.Client", "openapi.json"), await Served());
        if (Environment.GetEnvironmentVariable("OPENAPI") is "write")
            await File.WriteAllTextAsync(path, served);
        if (await File.ReadAllTextAsync(path) == served)
            return;

        var other = Path.Combine(Root, ".artifacts", "openapi.json");
        await File.WriteAllTextAsync(other, served);
        Assert.Fail(
            "The API is no longer what openapi.json says; what it is stands in .artifacts/openapi.json. If integrators can live with that, OPENAPI=write has this test write the file.\n"
            + await Difference(path, other));
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

    static async Task<string> Difference(string was, string @is)
    {
        using var diff = Process.Start(new ProcessStartInfo("diff", ["-U2", was, @is]) { RedirectStandardOutput = true })!;
        var lines = (await diff.StandardOutput.ReadToEndAsync()).Split('\n');
        return string.Join('\n', lines.Skip(2).Take(MostLinesShown).Concat(lines.Length > MostLinesShown ? [$"… and {lines.Length - MostLinesShown} lines more"] : []));
    }

    static string Here([CallerFilePath] string here = "") => here;
}
