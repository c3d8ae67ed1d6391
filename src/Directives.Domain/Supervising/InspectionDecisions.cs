using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Supervising;

/// <summary>Opens an inspection (kiểm tra) of how an agency carries the directive out, or one task of it.</summary>
public sealed record OpenInspection(Guid Inspection, AgencyId Subject, string Authority, string Text, TaskId? Task, DateOnly? EffectiveOn) : DirectiveCommand;

public sealed record ConcludeInspection(Guid Inspection, InspectionConclusion Conclusion, string Document, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>Somebody else looks, and says of each of the four things what it found.</summary>
public static class InspectionDecisions
{
    public static Decision<DirectiveEvent> Open(Directive directive, OpenInspection c)
    {
        if (directive.Inspections.ContainsKey(c.Inspection))
            return Refusals.IdTaken;
        if (c.By.Agency == c.Subject)
            return InspectionRefusals.InspectsItself;
        var task = c.Task is { } id ? directive.Tasks.GetValueOrDefault(id) : null;
        if (c.Task is { } absent && task is null)
            return Refusals.UnknownTask(absent);

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Authority, "/authority", 200)
            ?? Text.Check(c.Text, "/text")
            ?? Refusals.OutsideOf(task?.Identified.EffectiveOn ?? directive.Issued!.EffectiveOn, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new InspectionOpened(c.Inspection, c.Subject, c.Authority, c.Text, effectiveOn, c.Task);
    }

    public static Decision<DirectiveEvent> Conclude(Directive directive, ConcludeInspection c)
    {
        if (!directive.Inspections.TryGetValue(c.Inspection, out var inspection))
            return InspectionRefusals.NoSuchInspection;
        if (c.By.Agency == inspection.Opened.Subject)
            return InspectionRefusals.InspectsItself;
        if (inspection.Concluded is not null)
            return InspectionRefusals.AlreadyConcluded;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Conclusion.Nature, "/nature")
            ?? Text.Check(c.Conclusion.Degree, "/degree")
            ?? Text.Check(c.Conclusion.Cause, "/cause")
            ?? Text.Check(c.Conclusion.Responsibility, "/responsibility")
            ?? Text.Check(c.Document, "/document", 200)
            ?? Refusals.OutsideOf(inspection.Opened.EffectiveOn, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new InspectionConcluded(c.Inspection, c.Conclusion, c.Document, effectiveOn);
    }
}

public static class InspectionRefusals
{
    public static Refusal InspectsItself { get; } = new(RefusalKind.Forbidden, "inspects-itself", new("Cơ quan được kiểm tra không tự kiểm tra mình.", "An agency does not inspect itself."));
    public static Refusal NoSuchInspection { get; } = new(RefusalKind.NotFound, "no-such-inspection", new("Văn bản không có cuộc kiểm tra nào như vậy.", "This directive has no such inspection."));
    public static Refusal AlreadyConcluded { get; } = new(RefusalKind.Conflict, "inspection-already-concluded", new("Cuộc kiểm tra này đã có kết luận.", "This inspection has been concluded."));
}
