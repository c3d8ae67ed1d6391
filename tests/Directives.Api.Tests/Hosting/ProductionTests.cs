using System.Text.RegularExpressions;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Hosting;

public partial class ProductionTests(ProductionApp app) : IClassFixture<ProductionApp>
{
    /// <summary>Read off the API's own document, so that no write is forgotten here.</summary>
    [Fact]
    public async Task Outside_Development_every_write_is_refused()
    {
        var paths = (await app.Get("/swagger/v1/swagger.json")).Should(200).Json.GetProperty("paths").EnumerateObject();
        var writes = paths.Where(path => path.Value.TryGetProperty("post", out _)).Select(path => path.Name).ToList();

        writes.Should().Contain(["/directives", "/agencies", "/files", "/operations/projections/{name}/decisions"]);
        foreach (var write in writes)
            (await app.Post(Parameter().Replace(write, "0198a000-0000-7000-8000-000000000000"), ADirective())).Should(401).Code.Should().Be("no-identity-provider", write);
        paths.SelectMany(path => path.Value.EnumerateObject()).Select(method => method.Name).Distinct().Should().BeSubsetOf(["get", "head", "post"], "every write is a POST");
    }

    [Fact]
    public async Task Outside_Development_there_is_no_demo() =>
        (await app.Get("/directives")).Should(200).Json.GetProperty("items").GetArrayLength().Should().Be(0);

    [GeneratedRegex(@"\{\w+(:\w+)?\}")]
    private static partial Regex Parameter();
}

public sealed class ProductionApp : App
{
    protected override bool Demo => true;

    protected override string Environment => "Production";
}
