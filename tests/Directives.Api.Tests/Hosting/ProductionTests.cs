using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Hosting;

public class ProductionTests(ProductionApp app) : IClassFixture<ProductionApp>
{
    [Theory]
    [InlineData("/directives")]
    [InlineData("/agencies")]
    [InlineData("/directives/0198a000-0000-7000-8000-000000000000/tasks")]
    [InlineData("/directives/0198a000-0000-7000-8000-000000000000/tasks/0198a000-0000-7000-8000-000000000000/assignments")]
    [InlineData("/directives/0198a000-0000-7000-8000-000000000000/tasks/0198a000-0000-7000-8000-000000000000/deadlines")]
    [InlineData("/directives/0198a000-0000-7000-8000-000000000000/tasks/0198a000-0000-7000-8000-000000000000/cancellations")]
    [InlineData("/directives/0198a000-0000-7000-8000-000000000000/assignments/0198a000-0000-7000-8000-000000000000/work-starts")]
    [InlineData("/directives/0198a000-0000-7000-8000-000000000000/assignments/0198a000-0000-7000-8000-000000000000/progress-reports")]
    [InlineData("/directives/0198a000-0000-7000-8000-000000000000/assignments/0198a000-0000-7000-8000-000000000000/completion-reports")]
    [InlineData("/directives/0198a000-0000-7000-8000-000000000000/assignments/0198a000-0000-7000-8000-000000000000/verifications")]
    [InlineData("/files")]
    [InlineData("/operations/projections/tracking/decisions")]
    public async Task Outside_Development_every_write_is_refused(string path) =>
        (await app.Post(path, ADirective())).Should(401).Code.Should().Be("no-identity-provider");

    [Fact]
    public async Task The_list_above_has_every_write_there_is()
    {
        var paths = (await app.Get("/swagger/v1/swagger.json")).Should(200).Json.GetProperty("paths").EnumerateObject();

        paths.Where(path => path.Value.EnumerateObject().Any(method => method.Name is not ("get" or "head"))).Should().HaveCount(12);
    }

    [Fact]
    public async Task Outside_Development_there_is_no_demo() =>
        (await app.Get("/directives")).Should(200).Json.GetProperty("items").GetArrayLength().Should().Be(0);
}

public sealed class ProductionApp : App
{
    protected override bool Demo => true;

    protected override string Environment => "Production";
}
