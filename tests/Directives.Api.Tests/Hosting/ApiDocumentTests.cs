using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Directives.Api.Demo;
using Directives.Api.Tests.Demo;
using FluentAssertions.Execution;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Directives.Api.Tests.Hosting;

public partial class ApiDocumentTests(DemoApp app) : IClassFixture<DemoApp>
{
    /// <summary>Red after adding an endpoint: give <c>src/Directives.Api/Demo/examples.json</c> an example under the name of its body.</summary>
    [Fact]
    public async Task Every_command_shows_an_example()
    {
        var commands = await Commands();

        commands.Should().HaveCountGreaterThan(20);
        commands.Where(command => command.Body is null).Select(command => command.ToString()).Should().BeEmpty("examples.json has to have an example for each of these");
    }

    [Fact]
    public void Every_example_belongs_to_a_command() =>
        DemoExample.All.Keys.Should().BeSubsetOf(BodyTypes().Select(type => type.Name));

    [Fact]
    public void Every_example_can_be_read_as_the_body_it_is_an_example_of()
    {
        var json = app.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

        using var all = new AssertionScope();
        foreach (var type in BodyTypes().Where(type => DemoExample.All.ContainsKey(type.Name)))
            DemoExample.All[type.Name].Body.Invoking(body => JsonSerializer.Deserialize(body, type, json)).Should().NotThrow(type.Name);
    }

    /// <summary>Done, or refused only because of what the demo has already, or does not have yet.</summary>
    [Fact]
    public async Task Every_example_is_something_that_can_be_said_in_the_demo()
    {
        using var all = new AssertionScope();
        foreach (var command in await Commands())
        {
            var answer = await Send(command);
            answer.Status.Should().BeOneOf(command.IsOfTheDemo ? [200, 201, 409] : [404, 409], "{0} {1} was answered {2}", command, command.Body, answer.Text);
        }
    }

    [Fact]
    public async Task What_is_refused_is_refused_with_one_of_the_problems_that_are_listed()
    {
        var document = await Document();
        var commands = await Commands();

        using var all = new AssertionScope();
        foreach (var command in commands)
        {
            await Provoke(401, command, request => request.AsNobody());
            if (command.TakesKey) // what writes nothing needs none
                await Provoke(400, command, request => request.Headers.Remove("Idempotency-Key"));
            await Provoke(400, command with { Body = "{" });
            if (command.TakesIfMatch)
                await Provoke(412, command, request => request.Headers.Add("If-Match", "\"987654\""));
            if (command.NeedsIfMatch)
                await Provoke(428, command, request => request.WithoutIfMatch());
            else
                await Provoke(400, command with { Body = "{" }, request => request.WithoutIfMatch());
            await Provoke(415, command, request => request.Content!.Headers.ContentType = new("image/png"));
            if (Parameter().Matches(command.Path).Any(parameter => parameter.Groups[1].Value is not "start")) // of a day there is always a week
                await Provoke(404, command with { Example = name => name is "code" ? "khong-co" : $"{Guid.Empty}" });
        }

        await Provoke(413, commands[0] with { Body = new string(' ', (int)Json.MaxBody + 1) });

        async Task Provoke(int status, Command command, Action<HttpRequestMessage>? differently = null)
        {
            var answer = await Send(command, differently);
            var listed = document.GetProperty("paths").GetProperty(command.Path).GetProperty(command.Method).GetProperty("responses");
            answer.Status.Should().Be(status, "{0} was answered {1}", command, answer.Text);
            listed.TryGetProperty($"{answer.Status}", out var response).Should().BeTrue("{0} answers {1}", command, answer.Text);
            Codes(document, response).Should().Contain(answer.Code);
        }
    }

    [Fact]
    public async Task A_member_that_nobody_knows_is_refused_by_name_in_every_body_and_in_everything_within()
    {
        var within = new HashSet<string>();
        using var all = new AssertionScope();
        foreach (var command in await Commands())
            foreach (var (body, pointer) in WithUnheardOf(JsonNode.Parse(command.Body!)!))
            {
                var answer = await Send(command with { Body = body });
                if (command.Path is "/imports" && pointer is not "") // where each row has an answer of its own
                {
                    answer.Should(200).Text.Should().Contain("\"code\":\"unknown-member\"").And.Contain("'unheardOf'");
                    continue;
                }

                answer.Status.Should().Be(400, answer.Text);
                answer.Code.Should().Be("unknown-member", "{0} {1}", command, body);
                answer.Json.GetProperty("title").GetString().Should().Contain("'unheardOf'");
                answer.Place.Should().Be($"{pointer}/unheardOf", "{0} {1}", command, body);
                within.Add(pointer);
            }

        within.Should().Contain(["/title", "/evidence/0", "/links/0", "/holidays/0/name"]);
    }

    /// <summary>The body with the member in each of its objects, one after the other, and where.</summary>
    static IEnumerable<(string Body, string Pointer)> WithUnheardOf(JsonNode body)
    {
        foreach (var found in Objects(body, ""))
        {
            found.Object["unheardOf"] = 1;
            yield return (body.ToJsonString(), found.Pointer);
            found.Object.Remove("unheardOf");
        }

        static List<(JsonObject Object, string Pointer)> Objects(JsonNode? node, string pointer) => node switch
        {
            JsonObject item => [(item, pointer), .. item.SelectMany(member => Objects(member.Value, $"{pointer}/{member.Key}"))],
            JsonArray list => [.. list.SelectMany((item, i) => Objects(item, $"{pointer}/{i}"))],
            _ => []
        };
    }

    [Fact]
    public async Task Every_problem_of_the_catalogue_stands_under_its_status()
    {
        var document = await Document();

        foreach (var problem in ProblemCatalogue.All)
            Codes(document, document.GetProperty("components").GetProperty("responses").GetProperty($"Problem{problem.Status}")).Should().Contain(problem.Code);
    }

    static IEnumerable<string> Codes(JsonElement document, JsonElement response)
    {
        if (response.TryGetProperty("$ref", out var reference))
            response = reference.GetString()![2..].Split('/').Aggregate(document, (within, name) => within.GetProperty(name));
        return response.GetProperty("content").GetProperty("application/problem+json").GetProperty("examples").EnumerateObject().Select(example => example.Name);
    }

    async Task<JsonElement> Document() => (await app.Get("/swagger/v1/swagger.json")).Should(200).Json;

    /// <summary>All that the document has in its order, but reads and files, which are no JSON.</summary>
    async Task<List<Command>> Commands() =>
        [.. from path in (await Document()).GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            where operation.Name is not "get" and not "head" && path.Name is not "/files"
            let parameters = operation.Value.GetProperty("parameters").EnumerateArray().ToDictionary(parameter => parameter.GetProperty("name").GetString()!)
            select new Command(
                operation.Name, path.Name, Body(operation.Value), name => parameters.GetValueOrDefault(name) is { ValueKind: JsonValueKind.Object } parameter ? Example(parameter)?.GetString() : null,
                parameters.ContainsKey("If-Match"), parameters.TryGetValue("If-Match", out var ifMatch) && ifMatch.TryGetProperty("required", out var required) && required.GetBoolean(), parameters.ContainsKey("Idempotency-Key"), Caller(operation.Value, "role"), Caller(operation.Value, "agency"))];

    static string Caller(JsonElement operation, string what) => operation.TryGetProperty("x-example-caller", out var caller) ? caller.GetProperty(what).GetString()! : "";

    static string? Body(JsonElement operation) =>
        operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json) ? Example(json)?.GetRawText() : null;

    static JsonElement? Example(JsonElement of) => of.TryGetProperty("example", out var example) ? example : null;

    IEnumerable<Type> BodyTypes() => app.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .Select(endpoint => endpoint.Metadata.GetMetadata<IAcceptsMetadata>()).Where(accepts => accepts?.ContentTypes.Contains("application/json") is true)
        .Select(accepts => accepts!.RequestType!).Distinct();

    async Task<Answer> Send(Command command, Action<HttpRequestMessage>? differently = null)
    {
        using var request = new HttpRequestMessage(new(command.Method), Parameter().Replace(command.Path, match => command.Example(match.Groups[1].Value) ?? Unnamed(match.Groups[1].Value)));
        request.Content = new StringContent(command.Body ?? "", new MediaTypeHeaderValue("application/json"));
        request.As(command.Role, command.Agency);
        request.Headers.Add("Idempotency-Key", $"{Guid.NewGuid()}");
        differently?.Invoke(request);
        return await app.Send(request);
    }

    /// <summary>What no example names: what the demo does not have, or what only exists once it was recorded.</summary>
    static string Unnamed(string parameter) => parameter is "name" ? "tracking" : $"{Guid.Empty}";

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();

    /// <param name="Method">post.</param>
    /// <param name="Path">As the document has it, with its parameters in braces.</param>
    /// <param name="Body">The example of its body.</param>
    /// <param name="Example">Those of its parameters, by name.</param>
    /// <param name="TakesIfMatch">Whether it says so.</param>
    /// <param name="NeedsIfMatch">Whether it says that it is refused without.</param>
    /// <param name="TakesKey">Whether it is made safe to repeat.</param>
    /// <param name="Role">The role of whom the example is.</param>
    /// <param name="Agency">The agency.</param>
    sealed record Command(string Method, string Path, string? Body, Func<string, string?> Example, bool TakesIfMatch, bool NeedsIfMatch, bool TakesKey, string Role, string Agency)
    {
        public bool IsOfTheDemo => Parameter().Matches(Path).All(parameter => Example(parameter.Groups[1].Value) is not null);

        public override string ToString() => $"{Method} {Path}";
    }
}
