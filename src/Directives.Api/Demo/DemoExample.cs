using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Directives.Domain;

namespace Directives.Api.Demo;

/// <summary>
/// One call for each kind of body, told with the demo's documents, agencies and days; the API document shows it. Whoever
/// adds an endpoint adds its example to <c>examples.json</c>, under the name of the body's record.
/// </summary>
/// <param name="Body">What it says. Ids are written <c>@174</c> (a directive), <c>@174-02</c> (a task) and <c>@179-20/bo-tai-chinh</c> (an assignment).</param>
/// <param name="By">Who acts.</param>
/// <param name="Role">In which role.</param>
/// <param name="Directive">The demo's key of the directive it is about, if no task says so.</param>
/// <param name="Task">The code of the task it is about.</param>
/// <param name="Lead">Whose assignment of the task.</param>
/// <param name="Agency">The agency it is about.</param>
/// <param name="Start">The first day of the week it is about.</param>
public sealed partial record DemoExample(
    JsonObject Body, AgencyId By, Role Role = Role.MonitoringBody, string? Directive = null, string? Task = null, AgencyId? Lead = null, AgencyId? Agency = null, string? Start = null)
{
    public static IReadOnlyDictionary<string, DemoExample> All { get; } = DemoData.File<Dictionary<string, DemoExample>>("examples.json");

    /// <summary>What calls without a body of their own are about: reads, and files.</summary>
    public static DemoExample Others { get; } = new([], new("bo-tai-chinh"), Task: "179-19", Lead: new("bo-tai-chinh"), Agency: new("bo-tai-chinh"), Start: "2025-07-25");

    public JsonObject Body { get; } = (JsonObject)JsonNode.Parse(Reference().Replace(Body.ToJsonString(), match => $"\"{IdOf(match.Groups[1].Value, match.Groups[2].Value)}\""))!;

    /// <summary>How the path of a request names what it is about; null for what the demo does not have.</summary>
    public string? Named(string parameter) => parameter switch
    {
        "directive" => (Directive ?? Task?.Split('-')[0]) is { } key ? $"{DemoLoader.IdOf(key).Value}" : null,
        "task" => Task is null ? null : $"{DemoLoader.TaskIdOf(Task).Value}",
        "assignment" => Task is null || Lead is null ? null : $"{DemoLoader.AssignmentIdOf(Task, Lead.Value).Value}",
        "code" or "agency" => Agency?.Value,
        "start" => Start,
        _ => null
    };

    static Guid IdOf(string code, string lead) =>
        lead is not "" ? DemoLoader.AssignmentIdOf(code, new(lead)).Value
        : code.Contains('-', StringComparison.Ordinal) ? DemoLoader.TaskIdOf(code).Value
        : DemoLoader.IdOf(code).Value;

    [GeneratedRegex("\"@([0-9-]+)/?([a-z-]*)\"")]
    private static partial Regex Reference();
}
