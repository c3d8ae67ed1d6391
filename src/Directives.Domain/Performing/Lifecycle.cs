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

    /// <summary>Trả lại: the lead says it is not its to do, and nobody has decided yet.</summary>
    Returned,

    /// <summary>Tạm dừng: the clock stands still.</summary>
    Suspended,

    /// <summary>Hủy: nothing is owed any more.</summary>
    Cancelled,

    /// <summary>Thay thế: owed under another document or assignment, and counted there.</summary>
    Superseded
}
