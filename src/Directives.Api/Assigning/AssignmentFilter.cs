using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using Microsoft.AspNetCore.Mvc;

namespace Directives.Api.Assigning;

/// <summary>Which assignments; every part left out allows all.</summary>
public sealed record AssignmentFilter
{
    /// <summary>The lead agency's code.</summary>
    [FromQuery(Name = "agency")]
    public string? Agency { get; init; }

    /// <summary>The directive's id.</summary>
    [FromQuery(Name = "directive")]
    public Guid? Directive { get; init; }

    [FromQuery(Name = "task")]
    public Guid? Task { get; init; }

    [FromQuery(Name = "lifecycle")]
    public Choice<Lifecycle>? Lifecycle { get; init; }

    [FromQuery(Name = "timeliness")]
    public Choice<Timeliness>? Timeliness { get; init; }

    /// <summary>Last compliant day on or after.</summary>
    [FromQuery(Name = "dueFrom")]
    public QueryDay? DueFrom { get; init; }

    /// <summary>Last compliant day on or before.</summary>
    [FromQuery(Name = "dueTo")]
    public QueryDay? DueTo { get; init; }

    /// <summary>True for what reports count, false for what they leave out because it is counted elsewhere: restated in another document, or superseded.</summary>
    [FromQuery(Name = "counted")]
    public bool? Counted { get; init; }

    /// <summary>
    /// True for open work whose lead no longer exists that day, because it ended without a successor or its successor is not
    /// in charge yet: somebody has to give it to another agency. A claim that waits to be checked is not left behind.
    /// </summary>
    [FromQuery(Name = "leftBehind")]
    public bool? LeftBehind { get; init; }

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

    public void Check()
    {
        foreach (var (code, field) in new[] { (Agency, "agency"), (Under, "under") })
            if (code is not null && !AgencyId.TryParse(code, out _))
                throw new BadRequestException(HttpRefusals.AgencyCodeExpected with { Field = field });
        if (Head?.Contains('\0', StringComparison.Ordinal) is true)
            throw new BadRequestException(HttpRefusals.NulCharacter with { Field = "head" });
        if (MinDaysOverdue < 1)
            throw new BadRequestException(HttpRefusals.OverdueFromTheFirstDay with { Field = "minDaysOverdue" });
        if (DueTo?.Value < DueFrom?.Value)
            throw new BadRequestException(ReadingRefusals.WindowEndsBeforeItStarts with { Field = "dueTo" });
    }
}

public static class FilterRefusals
{
    public static HttpRefusal UnknownHead(string head) => new(
        422, "unknown-head", new($"Chưa có nhiệm vụ nào ghi '{head}' là người chịu trách nhiệm.", $"Nobody was ever named as '{head}' to answer for an assignment."), "head");
}
