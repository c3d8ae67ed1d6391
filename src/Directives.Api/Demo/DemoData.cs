using System.Text.Json;
using System.Text.Json.Serialization;
using Directives.Api.Agencies;
using Directives.Api.Deadlines;
using Directives.Api.Importing;
using Directives.Domain;
using Directives.Domain.Issuing;
using Directives.EventSourcing;

namespace Directives.Api.Demo;

/// <summary>
/// The demo's data: the agencies, the eleven documents of 2017 to 2026 with their 92 tasks, and what happened then. The
/// documents are real; of the story, steps with a source are real and the others invented.
/// </summary>
public sealed record DemoData(
    IReadOnlyList<RegisterAgencyBody> Agencies, IReadOnlyDictionary<string, string[]> Groups, IReadOnlyList<DemoDocument> Documents, IReadOnlyList<DemoStep> Story)
{
    static readonly JsonSerializerOptions Json = new(EventTypes.Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static DemoData Read()
    {
        var register = File<Register>("agencies.json");
        return new(register.Agencies, register.Groups, File<Library>("directives.json").Documents, File<Steps>("story.json").All);
    }

    /// <summary>Codes with <c>@groups</c> replaced by their members, each once.</summary>
    public IReadOnlyList<AgencyId> Expand(IEnumerable<string> codes) =>
        [.. codes.SelectMany(code => code.StartsWith('@') ? Groups[code[1..]] : [code]).Distinct().Select(code => new AgencyId(code))];

    internal static T File<T>(string name)
    {
        using var stream = typeof(DemoData).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<T>(stream, Json)!;
    }

    sealed record Register(IReadOnlyList<RegisterAgencyBody> Agencies, IReadOnlyDictionary<string, string[]> Groups);

    sealed record Library(IReadOnlyList<DemoDocument> Documents);

    sealed record Steps([property: JsonPropertyName("steps")] IReadOnlyList<DemoStep> All);
}

/// <summary>A document with its tasks, as an import has them, but for agencies that may be named by their group.</summary>
public sealed record DemoDocument(DirectiveRow Directive, IReadOnlyList<DemoTask> Tasks);

public sealed record DemoTask(
    string Code, TaskNature Nature, string Clause, BilingualText Title, bool KeyTask, IReadOnlyList<string> Leads, IReadOnlyList<string> Coordinating,
    Target? Target = null, CoveredPeriod? Period = null, SetDeadlineBody? Deadline = null, string? Note = null);
