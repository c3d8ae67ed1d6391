using System.Text.Json;
using System.Text.Json.Serialization;
using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using Directives.EventSourcing;

namespace Directives.Api.Demo;

/// <summary>
/// The demo's data: the agencies, the eleven documents of 2017 to 2026 with their 92 tasks, and what happened then. The
/// documents are real; of the story, steps with a source are real and the others invented.
/// </summary>
public sealed record DemoData(IReadOnlyList<DemoAgency> Agencies, IReadOnlyDictionary<string, string[]> Groups, IReadOnlyList<DemoDirective> Directives, IReadOnlyList<DemoStep> Story)
{
    static readonly JsonSerializerOptions Json = new(EventTypes.Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static DemoData Read()
    {
        var register = File<Register>("agencies.json");
        return new(register.Agencies, register.Groups, File<Documents>("directives.json").Directives, File<Steps>("story.json").All);
    }

    /// <summary>Codes with <c>@groups</c> replaced by their members, each once.</summary>
    public IReadOnlyList<AgencyId> Expand(IEnumerable<string> codes) =>
        [.. codes.SelectMany(code => code.StartsWith('@') ? Groups[code[1..]] : [code]).Distinct().Select(code => new AgencyId(code))];

    static T File<T>(string name)
    {
        using var stream = typeof(DemoData).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<T>(stream, Json)!;
    }

    sealed record Register(IReadOnlyList<DemoAgency> Agencies, IReadOnlyDictionary<string, string[]> Groups);

    sealed record Documents(IReadOnlyList<DemoDirective> Directives);

    sealed record Steps([property: JsonPropertyName("steps")] IReadOnlyList<DemoStep> All);
}

public sealed record DemoAgency(AgencyId Code, BilingualText Name, AgencyKind Kind, AgencyLevel Level, DateOnly Since, AgencyId? Parent = null);

public sealed record DemoDirective(
    string Key, DirectiveType Type, BilingualText Title, IReadOnlyList<AgencyId> IssuedBy, CalendarPeriod IssuedOn, IReadOnlyList<DemoLink> Links, IReadOnlyList<DemoTask> Tasks,
    string? Number = null, string? DateNote = null, string? Signatory = null);

public sealed record DemoLink(LinkKind Kind, string To);

public sealed record DemoTask(
    string Code, TaskNature Nature, string Clause, BilingualText Title, bool KeyTask, IReadOnlyList<string> Leads, IReadOnlyList<string> Coordinating,
    Target? Target = null, CoveredPeriod? Period = null, Deadline? Deadline = null, string? Note = null);

/// <param name="At">When it was recorded, Vietnam time; several leads follow one another by a minute.</param>
/// <param name="Task">The task's code.</param>
/// <param name="Leads">Whose assignments.</param>
/// <param name="Do">What happened.</param>
/// <param name="By">Who did it, if not the lead.</param>
/// <param name="Text">What was said.</param>
/// <param name="Percent">How far.</param>
/// <param name="EffectiveOn">From when, if not that day.</param>
/// <param name="Evidence">What was shown.</param>
/// <param name="Source">Where it is written; without one the step is invented.</param>
public sealed record DemoStep(
    DateTime At, string Task, IReadOnlyList<string> Leads, DemoAction Do, AgencyId? By = null, string? Text = null, int? Percent = null, DateOnly? EffectiveOn = null,
    IReadOnlyList<Evidence>? Evidence = null, string? Source = null);

public enum DemoAction { Start, Progress, Complete, Accept, Rework }
