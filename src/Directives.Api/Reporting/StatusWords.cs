using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;

namespace Directives.Api.Reporting;

/// <summary>What reports call the states, in the words of the field.</summary>
public static class StatusWords
{
    public static BilingualText Of(Lifecycle lifecycle) => lifecycle switch
    {
        Lifecycle.NotStarted => new("Chưa thực hiện", "Not started"),
        Lifecycle.InProgress => new("Đang thực hiện", "In progress"),
        Lifecycle.CompletionReported => new("Chờ xác nhận", "Waiting for its check"),
        Lifecycle.Completed => new("Đã hoàn thành", "Completed"),
        Lifecycle.ReworkRequired => new("Thực hiện lại", "Rework required"),
        Lifecycle.Returned => new("Trả lại", "Returned"),
        Lifecycle.Suspended => new("Tạm dừng", "Suspended"),
        Lifecycle.Cancelled => new("Hủy", "Cancelled"),
        _ => new("Thay thế", "Superseded")
    };

    public static BilingualText Of(Timeliness timeliness) => timeliness switch
    {
        Timeliness.NoDeadline => new("Không hạn", "No deadline"),
        Timeliness.DeadlineUnknown => new("Chưa biết ngày hạn", "Deadline not known yet"),
        Timeliness.NotYetDue => new("Trong hạn", "Not yet due"),
        Timeliness.DueSoon => new("Sắp quá hạn", "Due soon"),
        Timeliness.Overdue => new("Quá hạn", "Overdue"),
        Timeliness.OnTime => new("Hoàn thành đúng hạn", "On time"),
        _ => new("Hoàn thành quá hạn", "Late")
    };

    public static BilingualText Of(TaskNature nature) => nature switch
    {
        TaskNature.Specific => new("Nhiệm vụ cụ thể", "Specific"),
        TaskNature.Standing => new("Nhiệm vụ thường xuyên", "Standing"),
        TaskNature.Constraint => new("Yêu cầu, nguyên tắc", "Constraint"),
        _ => new("Báo cáo", "Report")
    };

    public static BilingualText Of(AgencyLevel? level) => level switch
    {
        AgencyLevel.Central => new("Trung ương", "Central"),
        AgencyLevel.Provincial => new("Cấp tỉnh", "Provincial"),
        AgencyLevel.Communal => new("Cấp xã", "Communal"),
        AgencyLevel.District => new("Cấp huyện (trước 01/7/2025)", "District (until 30 June 2025)"),
        _ => new("Chưa đăng ký", "Not registered")
    };
}
