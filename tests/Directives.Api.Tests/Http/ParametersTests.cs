using System.Text.Json;
using System.Text.RegularExpressions;
using FluentAssertions.Execution;

namespace Directives.Api.Tests.Http;

public partial class ParametersTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task Every_operation_refuses_a_parameter_that_it_does_not_look_at()
    {
        using var all = new AssertionScope();
        foreach (var (method, path, _) in await Operations())
            await Refused(method, $"{path}?unheardOf=1", "unknown-parameter", "unheardOf");
    }

    [Fact]
    public async Task Every_parameter_that_takes_one_value_is_refused_with_two()
    {
        using var all = new AssertionScope();
        foreach (var (method, path, parameters) in await Operations())
            foreach (var (parameter, repeats) in parameters)
                if (repeats)
                    parameter.Should().Be("type");
                else
                    await Refused(method, $"{path}?{parameter}=a&{parameter}=a", "parameter-twice", parameter);
    }

    [Theory]
    [InlineData("/assignments?agncy=bo-tai-chinh", "Perhaps it is 'agency'.")]
    [InlineData("/assignments?effective_as_of=2025-07-31", "Perhaps it is 'effectiveAsOf'.")]
    [InlineData("/assignments?leftbehnd=true", "Perhaps it is 'leftBehind'.")]
    [InlineData("/reports/overdue.html?Lng=vi", "Perhaps it is 'lang'.")]
    [InlineData("/reports/weekly/2025-07-25?effectiveAsOf=2025-07-31", "There is no parameter 'effectiveAsOf' here.")]
    [InlineData("/agencies?=x", "There is no parameter '' here.")]
    public async Task A_slip_of_the_pen_is_told_what_was_meant(string path, string sentence) =>
        (await app.Get(path)).Should(400).Json.GetProperty("title").GetString().Should().EndWith(sentence);

    [Fact]
    public async Task A_parameter_is_known_however_its_letters_are_cased_and_so_is_its_second_value()
    {
        (await app.Get("/agencies?PageSize=1")).Should(200);
        (await app.Get("/agencies?PageSize=1&pagesize=1")).Should(400).Code.Should().Be("parameter-twice");
    }

    async Task Refused(string method, string path, string code, string parameter)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var response = await app.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        ((int)response.StatusCode).Should().Be(400, "{0} {1}", method, path);
        if (method is "HEAD")
            return;
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        problem.GetProperty("code").GetString().Should().Be(code, path);
        problem.GetProperty("errors")[0].GetProperty("pointer").GetString().Should().Be(parameter);
    }

    /// <summary>All that the document has, about a week and things that do not exist, and their parameters with whether they may be repeated.</summary>
    async Task<List<(string Method, string Path, List<(string Name, bool Repeats)> Parameters)>> Operations() =>
        [.. from path in (await app.Get("/swagger/v1/swagger.json")).Should(200).Json.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            select (
                operation.Name.ToUpperInvariant(),
                Parameter().Replace(path.Name, match => match.Groups[1].Value switch { "start" => "2025-07-25", "edition" => "1", _ => $"{Guid.Empty}" }),
                operation.Value.TryGetProperty("parameters", out var parameters)
                    ? parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() is "query").Select(parameter => (
                        parameter.GetProperty("name").GetString()!, parameter.GetProperty("schema").TryGetProperty("type", out var type) && type.ToString() is "array")).ToList()
                    : [])];

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
