using Directives.Domain.Assigning;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using Directives.Domain.Verifying;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Tests;

/// <summary>
/// What most tests start from: Conclusion 179-KL/TW of 25 July 2025, its task 179-19, and the Ministry of Finance that
/// has it. First what happened, then one good command of each kind; a test changes the one thing it is about.
/// </summary>
static class Examples
{
    public static readonly DateOnly Today = August(20), Tomorrow = August(21);

    public static readonly AgencyId CentralOffice = new("van-phong-trung-uong"), Commission = new("ban-to-chuc-trung-uong");
    public static readonly AgencyId Finance = new("bo-tai-chinh"), HomeAffairs = new("bo-noi-vu"), Health = new("bo-y-te");

    public static readonly Actor Office = new("Lan", Role.IssuingOffice, CentralOffice);
    public static readonly Actor Lead = new("Minh", Role.LeadReporter, Finance);
    public static readonly Actor Checker = new("Hoa", Role.Verifier, Commission);

    public static readonly DirectiveId Conclusion = new(Id(179)), OtherDirective = new(Id(174));
    public static readonly TaskId Guidance = new(Id(17919)), OtherTask = new(Id(17915));
    public static readonly AssignmentId Share = new(Id(1)), OtherShare = new(Id(2)), ThirdShare = new(Id(3));

    public static readonly Deadline Before31July = new("trước ngày 31/7/2025", DeadlineKind.Explicit, Period("2025-07-31"), DeadlineBound.Before);
    public static readonly Evidence Circular = new("Thông tư hướng dẫn", "56/2025/TT-BTC", August(4), new('a', 64));

    public static readonly BilingualText Subject = new("Về tổ chức bộ máy", "On the organisation"), Wanted = new("Hướng dẫn tài chính cấp xã");

    public static readonly DirectiveIssued Issued = new(
        Conclusion, DirectiveType.Conclusion, new("179-KL/TW"), Subject, [Commission], Period("2025-07-25"), July(25), []);

    public static readonly TaskIdentified Identified = new(Guidance, "179-19", TaskNature.Specific, "dòng 17", Wanted, July(26));
    public static readonly DeadlineSet DeadlineStated = new(Guidance, Before31July, July(26));
    public static readonly TaskAssigned Assigned = new(Guidance, Share, Finance, [HomeAffairs], July(28));
    public static readonly WorkStarted Started = new(Share, July(30));
    public static readonly ProgressReported Progressed = new(Share, "Đã lấy ý kiến", August(1), 60);
    public static readonly AssignmentFellOverdue FellOverdue = new(Share, July(30), July(31));
    public static readonly CompletionReported Claimed = new(Share, "Đã ban hành", [Circular], August(4));
    public static readonly CompletionVerified Verified = new(Share, August(4));
    public static readonly ReworkRequired SentBack = new(Share, "Thiếu phụ lục", August(8));
    public static readonly TaskCancelled Cancelled = new(Guidance, "Không còn phù hợp", "180-KL/TW", August(11));

    public static readonly IssueDirective Issue = new(
        Conclusion, DirectiveType.Conclusion, "179-KL/TW", Subject, [Commission], Period("2025-07-25"), null, [], null, null)
    { By = Office, Today = Today };

    public static readonly IdentifyTask Identify =
        new(Guidance, "179-19", TaskNature.Specific, "dòng 17", Wanted, July(26), false, null, null, null) { By = Office, Today = Today };

    public static readonly SetDeadline StateDeadline = new(Guidance, Before31July) { By = Office, Today = Today };
    public static readonly AssignTask Assign = new(Guidance, [(Share, Finance)], [HomeAffairs], July(28)) { By = Office, Today = Today };
    public static readonly StartWork Start = new(Share, July(30)) { By = Lead, Today = Today };
    public static readonly ReportProgress Report = new(Share, "Đã lấy ý kiến", 60, August(1)) { By = Lead, Today = Today };
    public static readonly NoticeOverdue Notice = new(Share, July(30)) { By = Office, Today = Today };
    public static readonly ReportCompletion Complete = new(Share, "Đã ban hành", [Circular], August(4)) { By = Lead, Today = Today };
    public static readonly VerifyCompletion Accept = new(Share, null, null) { By = Checker, Today = Today };
    public static readonly RequireRework SendBack = new(Share, "Thiếu phụ lục", August(8)) { By = Checker, Today = Today };
    public static readonly CancelTask Cancel = new(Guidance, "Không còn phù hợp", "180-KL/TW", August(11)) { By = Office, Today = Today };

    /// <summary>One of every kind of event, in an order in which they can happen.</summary>
    public static readonly DirectiveEvent[] EveryEvent =
        [Issued, Identified, DeadlineStated, Assigned, Started, Progressed, FellOverdue, Claimed, SentBack, Claimed with { EffectiveOn = August(9) }, Verified, Cancelled];

    /// <summary>One of every kind of command.</summary>
    public static readonly DirectiveCommand[] EveryCommand =
        [Issue, Identify, StateDeadline, Assign, Start, Report, Notice, Complete, Accept, SendBack, Cancel];

    public static DateOnly July(int day) => new(2025, 7, day);

    public static DateOnly August(int day) => new(2025, 8, day);

    public static CalendarPeriod Period(string text) => CalendarPeriod.TryParse(text, out var period) ? period : throw new ArgumentException(text);

    public static string Letters(int count) => new('x', count);

    static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
