namespace Directives.Domain;

/// <summary>Who acts, in which role and on whose behalf.</summary>
public sealed record Actor(string Person, Role Role, AgencyId Agency);

/// <summary>What a person may be here. What each may do is written down where commands arrive.</summary>
public enum Role
{
    /// <summary>Watches over the work: Ban Tổ chức Trung ương, Văn phòng.</summary>
    MonitoringBody,

    /// <summary>Enters directives and what they ask for.</summary>
    IssuingOffice,

    /// <summary>Reports for a lead agency.</summary>
    LeadReporter,

    /// <summary>Decides for a lead agency.</summary>
    LeadApprover,

    /// <summary>Acts for a coordinating agency.</summary>
    Coordinator,

    /// <summary>Checks completion reports.</summary>
    Verifier,

    /// <summary>Ủy ban Kiểm tra: reads everything.</summary>
    Inspector,

    /// <summary>Reads, replays, asks for proofs.</summary>
    Auditor,

    /// <summary>Runs the system and sees no content.</summary>
    Administrator
}
