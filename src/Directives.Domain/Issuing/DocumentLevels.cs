namespace Directives.Domain.Issuing;

/// <summary>Độ khẩn of a document.</summary>
public enum UrgencyLevel
{
    /// <summary>Thường.</summary>
    Normal,

    /// <summary>Khẩn.</summary>
    Urgent,

    /// <summary>Thượng khẩn.</summary>
    VeryUrgent,

    /// <summary>Hỏa tốc.</summary>
    Express
}

/// <summary>Độ mật of a document.</summary>
public enum SecrecyLevel
{
    /// <summary>Không mật.</summary>
    None,

    /// <summary>Mật.</summary>
    Secret,

    /// <summary>Tối mật.</summary>
    HighlySecret,

    /// <summary>Tuyệt mật.</summary>
    TopSecret
}
