using Directives.Domain.Deadlines;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Issuing;

/// <summary>Enters a document. Without <paramref name="EffectiveOn"/> it is effective from the first day of its date.</summary>
public sealed record IssueDirective(
    DirectiveId Directive,
    DirectiveType Type,
    string? Number,
    BilingualText Title,
    IReadOnlyList<AgencyId> IssuedBy,
    CalendarPeriod IssuedOn,
    DateOnly? EffectiveOn,
    IReadOnlyList<DirectiveLink> Links,
    string? Signatory,
    string? DateNote) : DirectiveCommand
{
    public UrgencyLevel Urgency { get; init; }

    public SecrecyLevel Secrecy { get; init; }

    /// <summary>The most secret a document may be here. What is more secret is kept elsewhere, by rules of its own.</summary>
    public SecrecyLevel HighestSecrecy { get; init; } = SecrecyLevel.Secret;
}

public static class IssuingDecisions
{
    public static Decision<DirectiveEvent> Issue(Directive directive, IssueDirective c)
    {
        if (directive.Issued is not null)
            return IssuingRefusals.AlreadyIssued(directive.Issued.Directive);
        if (c.Secrecy > c.HighestSecrecy)
            return IssuingRefusals.SecrecyTooHigh;
        if (c.Number is null && c.Type is not DirectiveType.MeetingConclusion)
            return IssuingRefusals.NumberRequired;
        if (c.Number is not null && NumberParts.Of(c.Number)?.Fits(c.Type) is false)
            return IssuingRefusals.NumberOfAnotherType;
        if (c.IssuedBy is [])
            return IssuingRefusals.IssuerRequired;
        if (c.IssuedBy.Distinct().Count() < c.IssuedBy.Count)
            return IssuingRefusals.IssuerTwice;
        if (c.Links.Any(link => link.Directive == c.Directive))
            return IssuingRefusals.LinkToItself;
        if (c.Links.Distinct().Count() < c.Links.Count)
            return IssuingRefusals.LinkTwice;

        var effectiveOn = c.EffectiveOn ?? c.IssuedOn.FirstDay;
        if ((Text.CheckOptional(c.Number, "/number", 64)
            ?? Text.Check(c.Title, "/title")
            ?? Text.CheckOptional(c.Signatory, "/signatory", 200)
            ?? Text.CheckOptional(c.DateNote, "/dateNote", 500)
            ?? Refusals.OutsideOf(DateOnly.MinValue, c.IssuedOn.FirstDay, c.Today, "/issuedOn")
            ?? Refusals.OutsideOf(c.IssuedOn.FirstDay, effectiveOn, c.Today)) is { } refusal)
            return refusal;

        return new DirectiveIssued(
            c.Directive, c.Type, c.Number is null ? null : new(c.Number), c.Title, c.IssuedBy, c.IssuedOn, effectiveOn, c.Links, c.Signatory, c.DateNote,
            c.Urgency, c.Secrecy);
    }
}

public static class IssuingRefusals
{
    public static Refusal SecrecyTooHigh { get; } = new(RefusalKind.Invalid, "secrecy-too-high", new("Hệ thống này không lưu văn bản có độ mật cao như vậy.", "A document as secret as this is not kept here."), "/secrecy");
    public static Refusal NumberRequired { get; } = new(RefusalKind.Invalid, "number-required", new("Chỉ kết luận cuộc họp mới có thể không có số.", "Only a meeting conclusion may have no number."), "/number");
    public static Refusal NumberOfAnotherType { get; } = new(RefusalKind.Invalid, "number-of-another-type", new("Số, ký hiệu này thuộc loại văn bản khác.", "This number is that of another type of document."), "/number");
    public static Refusal IssuerRequired { get; } = new(RefusalKind.Invalid, "issuer-required", new("Văn bản phải có ít nhất một cơ quan ban hành.", "At least one body issues a directive."), "/issuedBy");
    public static Refusal IssuerTwice { get; } = new(RefusalKind.Invalid, "issuer-twice", new("Mỗi cơ quan ban hành chỉ được nêu một lần.", "Each issuing body is named once."), "/issuedBy");
    public static Refusal LinkToItself { get; } = new(RefusalKind.Invalid, "link-to-itself", new("Văn bản không thể liên kết với chính nó.", "A directive cannot be linked to itself."), "/links");
    public static Refusal LinkTwice { get; } = new(RefusalKind.Invalid, "link-twice", new("Mỗi liên kết chỉ được nêu một lần.", "Each link is named once."), "/links");

    /// <summary>Said instead of <see cref="AlreadyIssued"/> to whoever may not know of the document that is there.</summary>
    public static Refusal NumberTaken { get; } = new(RefusalKind.Conflict, "number-not-available", new("Không đưa được vào hệ thống dưới số này.", "Nothing can be entered under this number."), "/number");

    public static Refusal AlreadyIssued(DirectiveId directive) =>
        new Refusal(RefusalKind.Conflict, "already-issued", new("Văn bản này đã được đưa vào hệ thống.", "This document has been entered already."))
            .With("directive", directive).With("existing", $"/directives/{directive.Value}");
}
