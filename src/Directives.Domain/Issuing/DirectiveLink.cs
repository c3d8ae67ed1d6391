namespace Directives.Domain.Issuing;

/// <summary>How one directive stands to another, or to one task of it.</summary>
public sealed record DirectiveLink(LinkKind Kind, DirectiveId Directive, TaskId? Task = null);

/// <summary>A task of a directive, named from outside it.</summary>
public sealed record TaskReference(DirectiveId Directive, TaskId Task);

public enum LinkKind
{
    /// <summary>Thực hiện: carries it out one level further down.</summary>
    Implements,

    /// <summary>Căn cứ: rests on it.</summary>
    Basis,

    /// <summary>Thay thế: takes its place.</summary>
    Supersedes,

    /// <summary>Sửa đổi, bổ sung: changes parts of it.</summary>
    Amends
}
