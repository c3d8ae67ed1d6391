using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Supervising;

/// <summary>Records a criticism (phê bình) that a document pronounces. Nobody is criticised by the record itself.</summary>
public sealed record RecordCriticism(Guid Id, Criticism Criticism, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>Records a commendation (biểu dương) that a document pronounces.</summary>
public sealed record RecordCommendation(Guid Id, Commendation Commendation, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>
/// Whom it meets is named, or told in the document's own words where it names nobody: that the localities behind "các địa
/// phương chậm" are known to all does not make them named. It looks back, so it may still meet what was superseded since.
/// </summary>
public static class JudgementDecisions
{
    public static Decision<DirectiveEvent> Record(Directive directive, RecordCriticism c)
    {
        var said = c.Criticism;
        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Check(directive, c.Id, c.By, said.Addressees, said.Described, said.Task)
            ?? Text.Check(said.Text, "/text")
            ?? Text.Check(said.Document, "/document", 200)
            ?? Text.CheckOptional(said.Degree, "/degree", 200)
            ?? Refusals.OutsideOf(directive.Issued!.IssuedOn.FirstDay, effectiveOn, c.Today)) is { } refusal)
            return refusal;

        return new CriticismRecorded(c.Id, said, effectiveOn);
    }

    public static Decision<DirectiveEvent> Record(Directive directive, RecordCommendation c)
    {
        var said = c.Commendation;
        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Check(directive, c.Id, c.By, said.Addressees, said.Described, said.Task)
            ?? Text.Check(said.Text, "/text")
            ?? Text.Check(said.Document, "/document", 200)
            ?? Refusals.OutsideOf(directive.Issued!.IssuedOn.FirstDay, effectiveOn, c.Today)) is { } refusal)
            return refusal;

        return new CommendationRecorded(c.Id, said, effectiveOn);
    }

    static Refusal? Check(Directive directive, Guid id, Actor by, IReadOnlyList<AgencyId> addressees, string? described, TaskId? task) =>
        directive.Judgements.Contains(id) ? Refusals.IdTaken
        : addressees.Contains(by.Agency) ? JudgementRefusals.JudgesItself
        : addressees is [] && described is null ? JudgementRefusals.AddresseeRequired
        : addressees.Distinct().Count() < addressees.Count ? JudgementRefusals.AddresseeTwice
        : task is { } one && !directive.Tasks.ContainsKey(one) ? Refusals.UnknownTask(one)
        : Text.CheckOptional(described, "/described", 500);
}

public static class JudgementRefusals
{
    public static Refusal JudgesItself { get; } = new(RefusalKind.Forbidden, "judges-itself", new("Không cơ quan nào tự phê bình hoặc tự biểu dương ở đây.", "No agency criticises or commends itself here."));
    public static Refusal AddresseeRequired { get; } = new(RefusalKind.Invalid, "addressee-required", new("Phải nêu cơ quan được nhắc đến, hoặc ghi lại lời văn bản khi văn bản không nêu tên.", "Name whom it meets, or tell it in the document's words where it names nobody."), "/addressees");
    public static Refusal AddresseeTwice { get; } = new(RefusalKind.Invalid, "addressee-twice", new("Mỗi cơ quan chỉ được nêu một lần.", "Each agency is named once."), "/addressees");
}
