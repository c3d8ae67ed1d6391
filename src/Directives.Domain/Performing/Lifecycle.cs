namespace Directives.Domain.Performing;

/// <summary>Where the work on an assignment stands, brought there by events.</summary>
public enum Lifecycle
{
    /// <summary>Chưa thực hiện.</summary>
    NotStarted,

    /// <summary>Đang thực hiện.</summary>
    InProgress,

    /// <summary>Chờ xác nhận: the lead says it is done.</summary>
    CompletionReported,

    /// <summary>Đã hoàn thành: somebody else checked it.</summary>
    Completed,

    /// <summary>Thực hiện lại: the check found it wanting.</summary>
    ReworkRequired,

    /// <summary>Hủy: nothing is owed any more.</summary>
    Cancelled
}
