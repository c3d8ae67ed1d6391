using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Issuing;

/// <summary>Says that the document reached the agency that acts. Without a date, today is meant.</summary>
public sealed record ReceiveDirective(DateOnly? EffectiveOn, string? RegisterNumber) : DirectiveCommand;

/// <summary>Says that another document changes this one; what that means for its tasks is told by commands of their own.</summary>
/// <param name="Authority">The number of the document that amends it.</param>
/// <param name="Text">What is different.</param>
/// <param name="Amending">That document, if it is in the register.</param>
/// <param name="EffectiveOn">From when; today if left out.</param>
public sealed record AmendDirective(string Authority, string Text, DirectiveId? Amending, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>Says that another document takes the place of this one: what is open is owed there, and nothing more is done here.</summary>
/// <param name="Authority">The number of the document that supersedes it.</param>
/// <param name="Superseding">That document, if it is in the register.</param>
/// <param name="Successors">What superseded the superseding one, and so on, as far as the register knows.</param>
/// <param name="EffectiveOn">From when; today if left out.</param>
public sealed record SupersedeDirective(
    string Authority, DirectiveId? Superseding, IReadOnlyCollection<DirectiveId> Successors, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>What becomes of a document as a whole once it is issued.</summary>
public static class DocumentDecisions
{
    public static Decision<DirectiveEvent> Receive(Directive directive, ReceiveDirective c)
    {
        if (directive.Received.ContainsKey(c.By.Agency))
            return DocumentRefusals.AlreadyReceived;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.CheckOptional(c.RegisterNumber, "/registerNumber", 64)
            ?? Refusals.OutsideOf(directive.Issued!.IssuedOn.FirstDay, effectiveOn, c.Today, "/receivedOn")) is { } refusal)
            return refusal;

        return new DirectiveReceived(c.By.Agency, effectiveOn, c.RegisterNumber);
    }

    public static Decision<DirectiveEvent> Amend(Directive directive, AmendDirective c)
    {
        if (c.Amending == directive.Issued!.Directive)
            return DocumentRefusals.AmendsItself;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Authority, "/authority", 200)
            ?? Text.Check(c.Text, "/text")
            ?? Refusals.OutsideOf(directive.Issued.IssuedOn.FirstDay, effectiveOn, c.Today)) is { } refusal)
            return refusal;
        if (directive.Amendments.Any(known => DocumentNumber.Normalise(known.Authority) == DocumentNumber.Normalise(c.Authority) && SameText(known.Text, c.Text)))
            return DocumentRefusals.AlreadyAmended;

        return new DirectiveAmended(c.Authority, c.Text, effectiveOn, c.Amending);
    }

    public static Decision<DirectiveEvent> Supersede(Directive directive, SupersedeDirective c)
    {
        if (c.Superseding == directive.Issued!.Directive || c.Successors.Contains(directive.Issued.Directive))
            return DocumentRefusals.SupersededInACircle;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Authority, "/authority", 200)
            ?? Refusals.OutsideOf(directive.Issued.IssuedOn.FirstDay, effectiveOn, c.Today)) is { } refusal)
            return refusal;

        return new DirectiveSuperseded(c.Authority, effectiveOn, c.Superseding);
    }

    static bool SameText(string one, string other) => VietnameseText.Key(one) == VietnameseText.Key(other);
}

public static class DocumentRefusals
{
    public static Refusal AlreadyReceived { get; } = new(RefusalKind.Conflict, "already-received", new("Cơ quan này đã ghi nhận văn bản đến.", "This agency has already said that it received the document."));
    public static Refusal AlreadyAmended { get; } = new(RefusalKind.Conflict, "already-amended", new("Việc sửa đổi, bổ sung này đã được ghi nhận.", "This amendment has been recorded already."), "/authority");
    public static Refusal AmendsItself { get; } = new(RefusalKind.Invalid, "amends-itself", new("Văn bản không thể sửa đổi chính nó.", "A document cannot amend itself."), "/amending");
    public static Refusal SupersededInACircle { get; } = new(RefusalKind.Conflict, "superseded-in-a-circle", new("Văn bản không thể được thay thế bởi chính nó, dù trực tiếp hay qua văn bản khác.", "A document cannot take its own place, neither directly nor by way of others."), "/superseding");
}
