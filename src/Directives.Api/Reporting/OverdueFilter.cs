using Directives.Api.Assigning;
using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Microsoft.AspNetCore.Mvc;

namespace Directives.Api.Reporting;

/// <summary>Of what the overdue report is; every part left out allows all, and all parts have to be met.</summary>
public sealed record OverdueFilter
{
    /// <summary>The lead agency's code.</summary>
    [FromQuery(Name = "agency")]
    public string? Agency { get; init; }

    /// <summary>The directive's id.</summary>
    [FromQuery(Name = "directive")]
    public Guid? Directive { get; init; }

    /// <summary>The level of the lead agency.</summary>
    [FromQuery(Name = "level")]
    public Choice<AgencyLevel>? Level { get; init; }

    /// <summary>The code of an agency: what it leads itself, and what is led by all that stand below it that day.</summary>
    [FromQuery(Name = "under")]
    public string? Under { get; init; }

    /// <summary>What kind of obligation it is.</summary>
    [FromQuery(Name = "nature")]
    public Choice<TaskNature>? Nature { get; init; }

    /// <summary>True for key tasks, false for all others.</summary>
    [FromQuery(Name = "keyTask")]
    public bool? KeyTask { get; init; }

    /// <summary>Who was named to answer for it in person: the whole name as it was entered, with the post after a comma or without.</summary>
    [FromQuery(Name = "head")]
    public string? Head { get; init; }

    /// <summary>Overdue for at least so many days.</summary>
    [FromQuery(Name = "minDaysOverdue")]
    public int? MinDaysOverdue { get; init; }

    internal AssignmentFilter Assignments => new()
    {
        Agency = Agency,
        Directive = Directive,
        Level = Level,
        Under = Under,
        Nature = Nature,
        KeyTask = KeyTask,
        Head = Head,
        MinDaysOverdue = MinDaysOverdue,
        Timeliness = new(Timeliness.Overdue),
        Counted = true
    };

    /// <summary>What it asks for, as addresses say it.</summary>
    internal IEnumerable<KeyValuePair<string, string?>> Query =>
    [
        new("agency", Agency), new("directive", Directive?.ToString()), new("level", Level?.ToString()), new("under", Under), new("nature", Nature?.ToString()),
        new("keyTask", KeyTask is { } key ? key ? "true" : "false" : null), new("head", Head), new("minDaysOverdue", MinDaysOverdue is { } days ? $"{days}" : null)
    ];

    /// <summary>The same in words; none when it is of all.</summary>
    internal BilingualText? Told(ReportNames names) => Query.All(part => part.Value is null) ? null : new(Told(names, Languages.Vietnamese), Told(names, Languages.English));

    string Told(ReportNames names, string language)
    {
        return string.Join("; ", new[]
        {
            Part("cơ quan chủ trì", "lead agency", Agency is null ? null : names.Of(new AgencyId(Agency))),
            Part("cơ quan, kể cả cấp dưới", "agency, with all below it", Under is null ? null : names.Of(new AgencyId(Under))),
            Part("cấp của cơ quan chủ trì", "level of the lead agency", Level is null ? null : StatusWords.Of(Level.Value.Value)),
            Part("văn bản", "directive", Directive is null ? null : names.Of(new DirectiveId(Directive.Value))),
            Part("loại", "kind", Nature is null ? null : StatusWords.Of(Nature.Value.Value)),
            Part("nhiệm vụ trọng điểm", "key tasks", KeyTask is null ? null : KeyTask.Value ? new("có", "yes") : new("không", "no")),
            Part("người chịu trách nhiệm", "answered for by", Head is null ? null : new(Head)),
            Part("quá hạn ít nhất", "overdue for at least", MinDaysOverdue is null ? null : new($"{MinDaysOverdue} ngày", $"{MinDaysOverdue} days"))
        }.OfType<string>());

        string? Part(string vi, string en, BilingualText? what) => what is null ? null : $"{(language is Languages.Vietnamese ? vi : en)}: {what.In(language)}";
    }
}
