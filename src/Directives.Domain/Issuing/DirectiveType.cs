namespace Directives.Domain.Issuing;

/// <summary>The kind of document, with its Vietnamese name and abbreviation.</summary>
public enum DirectiveType
{
    /// <summary>Nghị quyết (NQ).</summary>
    Resolution,

    /// <summary>Chỉ thị (CT).</summary>
    PartyDirective,

    /// <summary>Kết luận (KL).</summary>
    Conclusion,

    /// <summary>Kế hoạch (KH).</summary>
    Plan,

    /// <summary>Chương trình (CTr).</summary>
    Programme,

    /// <summary>Đề án (ĐA).</summary>
    Scheme,

    /// <summary>Thông báo (TB).</summary>
    Notice,

    /// <summary>Quy chế (QC), quy định (QĐ).</summary>
    Regulation,

    /// <summary>Hướng dẫn (HD).</summary>
    Guidance,

    /// <summary>Quyết định (QĐ).</summary>
    Decision,

    /// <summary>Công văn (CV).</summary>
    OfficialLetter,

    /// <summary>Công điện (CĐ).</summary>
    Telegram,

    /// <summary>Kết luận cuộc họp: spoken, and the one kind that may have no number.</summary>
    MeetingConclusion
}
