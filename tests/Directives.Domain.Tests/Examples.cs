using Directives.Domain.Assigning;
using Directives.Domain.Correcting;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using Directives.Domain.Supervising;
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
    public static readonly CompletionReported Claimed = new(Share, "Đã ban hành", [Circular with { ReceivedOn = Today }], August(4));
    public static readonly CompletionVerified Verified = new(Share, August(4));
    public static readonly ReworkRequired SentBack = new(Share, "Thiếu phụ lục", August(8));
    public static readonly TaskCancelled Cancelled = new(Guidance, "Không còn phù hợp", "180-KL/TW", August(11));

    public static readonly DirectiveReceived Received = new(Finance, July(27), "1234");
    public static readonly DirectiveAmended Amended = new("185-KL/TW", "Bổ sung thời hạn", August(12));
    public static readonly DirectiveSuperseded Superseded = new("190-KL/TW", August(18));
    public static readonly TaskReworded Reworded = new(Guidance, new("Hướng dẫn tài chính cấp xã, đặc khu"), "dòng 18", TaskNature.Specific, true, "185-KL/TW", August(12));
    public static readonly TaskRestated Restated = new(Guidance, new(OtherDirective, OtherTask), July(26), "bỏ \"hoàn thành\"");
    public static readonly TargetSet Targeted = new(Guidance, new("100 %", 100, 0, "%"), "185-KL/TW", August(12));
    public static readonly DeadlineClarified Clarified = new(Guidance, Before31July with { Period = Period("2025-08-15") }, "900-CV/VPTW", July(29));
    public static readonly TaskSuspended Suspended = new(Guidance, "Chờ văn bản", "901-CV/VPTW", August(5));
    public static readonly TaskResumed Resumed = new(Guidance, "902-CV/VPTW", August(10));
    public static readonly AssignmentAccepted Accepted = new(Share, July(29));
    public static readonly TaskReturned GivenBack = new(Share, "Không thuộc thẩm quyền", July(29), HomeAffairs);
    public static readonly ReturnRefused Kept = new(Share, "Đúng thẩm quyền", July(29));
    public static readonly LeadTransferred Transferred = new(Share, Finance, Health, "Đúng thẩm quyền", "903-CV/VPTW", August(2));
    public static readonly AssignmentMerged Merged = new(Share, OtherShare, "Sáp nhập", "202/2025/QH15", August(3));
    public static readonly CoordinatorAdded Joined = new(Share, Health, August(1));
    public static readonly CoordinatorRemoved Left = new(Share, Health, "Không liên quan", August(2));
    public static readonly HeadNamed Headed = new(Share, "Nguyễn Văn A", "Bộ trưởng", July(28));
    public static readonly ExtensionRequested Asked = new(Share, August(15), "Chờ ý kiến", July(29), "77/BTC");
    public static readonly ExtensionCountered Countered = new(Share, August(10), "Sớm hơn", July(30));
    public static readonly ExtensionAccepted Taken = new(Share, August(10), July(30), 1, false);
    public static readonly ExtensionApproved Extended = new(Share, August(15), July(30), 1, false);
    public static readonly ExtensionRefused NotExtended = new(Share, "Đủ thời gian", July(30));
    public static readonly ExtensionWithdrawn Unasked = new(Share, July(30));
    public static readonly EvidenceSubmitted HandedIn = new(Share, Id(31), Circular with { ReceivedOn = August(4) }, August(4));
    public static readonly EvidenceWithdrawn TakenBack = new(Share, Id(31), "Nhầm văn bản", August(5));
    public static readonly DifficultyRaised InTheWay = new(Share, Id(41), "Thiếu kinh phí", August(1), "Cấp bổ sung");
    public static readonly DifficultyAnswered Advised = new(Share, Id(41), "Dùng nguồn dự phòng", August(2));
    public static readonly DifficultyEscalated Escalated = new(Share, Id(41), CentralOffice, "Đề nghị cho ý kiến", August(3));
    public static readonly DifficultyResolved OutOfTheWay = new(Share, Id(41), "Đã cấp", August(4));
    public static readonly TaskReopened Reopened = new(Share, "Chưa đủ", "12-KL/UBKT", August(15));
    public static readonly UrgingIssued Urged = new(Share, Id(51), Finance, "Đề nghị báo cáo", August(10), August(3), "910-CV/BTCTW");
    public static readonly UrgingAnswered Replied = new(Share, Id(51), "Sẽ xong trong tuần", August(4));
    public static readonly InspectionOpened InspectionBegun = new(Id(61), Finance, "15-QĐ/UBKT", "Kiểm tra việc thực hiện", August(5), Guidance);
    public static readonly InspectionConcluded InspectionEnded = new(Id(61), new("Chậm", "Ít nghiêm trọng", "Thiếu phối hợp", "Vụ Ngân sách"), "20-KL/UBKT", August(14));
    public static readonly CriticismRecorded Criticised = new(Id(71), new("Chậm kiện toàn", "179-KL/TW", [], "các địa phương chậm", "nghiêm túc"), July(25));
    public static readonly CommendationRecorded Commended = new(Id(72), new("Làm tốt", "12-TB/TW", [Finance]), August(12));
    public static readonly RecordCorrected DayCorrected = new(new Correction.CompletedOn(Share, August(2)), 11, "Gõ nhầm", "56/2025/TT-BTC", August(12));

    public static readonly IssueDirective Issue = new(
        Conclusion, DirectiveType.Conclusion, "179-KL/TW", Subject, [Commission], Period("2025-07-25"), null, [], null, null)
    { By = Office, Today = Today };

    public static readonly IdentifyTask Identify =
        new(Guidance, "179-19", TaskNature.Specific, "dòng 17", Wanted, July(26), false, null, null, null) { By = Office, Today = Today };

    public static readonly ReceiveDirective Receive = new(July(27), "1234") { By = Lead, Today = Today };
    public static readonly AmendDirective Amend = new("185-KL/TW", "Bổ sung thời hạn", null, August(12)) { By = Office, Today = Today };
    public static readonly SupersedeDirective Supersede = new("190-KL/TW", null, [], August(18)) { By = Office, Today = Today };

    public static readonly RewordTask Reword = new(Guidance, Reworded.Title, "dòng 18", null, true, "185-KL/TW", August(12)) { By = Office, Today = Today };
    public static readonly SetTarget Aim = new(Guidance, Targeted.Target, "185-KL/TW", August(12)) { By = Office, Today = Today };
    public static readonly RestateTask Restate = new(Guidance, Restated.Of, new([Finance], July(4)), null, Restated.Difference) { By = Office, Today = Today };

    public static readonly SetDeadline StateDeadline = new(Guidance, Before31July) { By = Office, Today = Today };
    public static readonly AssignTask Assign = new(Guidance, [(Share, Finance)], [HomeAffairs], July(28)) { By = Office, Today = Today };
    public static readonly TransferLead Transfer = new(Share, Health, "Đúng thẩm quyền", "903-CV/VPTW", August(2)) { By = Office, Today = Today };
    public static readonly MergeAssignment Merge = new(Share, OtherShare, "Sáp nhập", "202/2025/QH15", August(3)) { By = Office, Today = Today };
    public static readonly AcceptAssignment TakeOn = new(Share, July(29)) { By = Lead, Today = Today };
    public static readonly ReturnTask GiveBack = new(Share, "Không thuộc thẩm quyền", HomeAffairs, July(29)) { By = Lead, Today = Today };
    public static readonly RefuseReturn Keep = new(Share, "Đúng thẩm quyền", July(29)) { By = Office, Today = Today };
    public static readonly AddCoordinator Join = new(Share, Health, August(1)) { By = Office, Today = Today };
    public static readonly RemoveCoordinator Drop = new(Share, Health, "Không liên quan", August(2)) { By = Office, Today = Today };
    public static readonly NameHead NameTheHead = new(Share, "Nguyễn Văn A", "Bộ trưởng", July(28)) { By = Office, Today = Today };
    public static readonly ClarifyDeadline Clarify = new(Guidance, Clarified.Deadline, "900-CV/VPTW", July(29)) { By = Office, Today = Today };
    public static readonly SuspendTask Suspend = new(Guidance, "Chờ văn bản", "901-CV/VPTW", August(5)) { By = Office, Today = Today };
    public static readonly ResumeTask Resume = new(Guidance, "902-CV/VPTW", August(10)) { By = Office, Today = Today };
    public static readonly RequestExtension Ask = new(Share, August(15), "Chờ ý kiến", "77/BTC", July(29)) { By = Lead, Today = Today };
    public static readonly ApproveExtension Approve = new(Share, null, July(30)) { By = Office, Today = Today };
    public static readonly RefuseExtension Decline = new(Share, "Đủ thời gian", July(30)) { By = Office, Today = Today };
    public static readonly CounterExtension Counter = new(Share, August(10), "Sớm hơn", July(30)) { By = Office, Today = Today };
    public static readonly AcceptCounter Take = new(Share, July(30)) { By = Lead, Today = Today };
    public static readonly WithdrawExtension Unask = new(Share, null, July(30)) { By = Lead, Today = Today };
    public static readonly StartWork Start = new(Share, July(30)) { By = Lead, Today = Today };
    public static readonly ReportProgress Report = new(Share, "Đã lấy ý kiến", 60, August(1)) { By = Lead, Today = Today };
    public static readonly NoticeOverdue Notice = new(Share, July(30)) { By = Office, Today = Today };
    public static readonly ReportCompletion Complete = new(Share, "Đã ban hành", [Circular], August(4)) { By = Lead, Today = Today };
    public static readonly SubmitEvidence HandIn = new(Share, Id(31), Circular, August(4)) { By = Lead, Today = Today };
    public static readonly WithdrawEvidence TakeBack = new(Share, Id(31), "Nhầm văn bản", August(5)) { By = Lead, Today = Today };
    public static readonly RaiseDifficulty Raise = new(Share, Id(41), "Thiếu kinh phí", "Cấp bổ sung", August(1)) { By = Lead, Today = Today };
    public static readonly AnswerDifficulty Advise = new(Share, Id(41), "Dùng nguồn dự phòng", August(2)) { By = Checker, Today = Today };
    public static readonly EscalateDifficulty Escalate = new(Share, Id(41), CentralOffice, "Đề nghị cho ý kiến", August(3)) { By = Checker, Today = Today };
    public static readonly ResolveDifficulty Resolve = new(Share, Id(41), "Đã cấp", August(4)) { By = Lead, Today = Today };
    public static readonly VerifyCompletion Accept = new(Share, null, null) { By = Checker, Today = Today };
    public static readonly RequireRework SendBack = new(Share, "Thiếu phụ lục", August(8)) { By = Checker, Today = Today };
    public static readonly ReopenTask Reopen = new(Share, "Chưa đủ", "12-KL/UBKT", August(15)) { By = Checker, Today = Today };
    public static readonly IssueUrging Urge = new(Share, Id(51), "Đề nghị báo cáo", August(10), "910-CV/BTCTW", August(3)) { By = Checker, Today = Today };
    public static readonly AnswerUrging Reply = new(Share, Id(51), "Sẽ xong trong tuần", August(4)) { By = Lead, Today = Today };
    public static readonly OpenInspection BeginInspection = new(Id(61), Finance, "15-QĐ/UBKT", "Kiểm tra việc thực hiện", Guidance, August(5)) { By = Checker, Today = Today };
    public static readonly ConcludeInspection EndInspection = new(Id(61), InspectionEnded.Conclusion, "20-KL/UBKT", August(14)) { By = Checker, Today = Today };
    public static readonly RecordCriticism Criticise = new(Id(71), Criticised.Criticism, July(25)) { By = Office, Today = Today };
    public static readonly RecordCommendation Commend = new(Id(72), Commended.Commendation, August(12)) { By = Office, Today = Today };
    public static readonly CorrectRecord Correct = new(new Correction.CompletedOn(Share, August(2)), 5, "Gõ nhầm", "56/2025/TT-BTC") { By = Checker, Today = Today };
    public static readonly CancelTask Cancel = new(Guidance, "Không còn phù hợp", "180-KL/TW", August(11)) { By = Office, Today = Today };

    /// <summary>One of every kind of event, in an order in which they can happen.</summary>
    public static readonly DirectiveEvent[] EveryEvent =
    [
        Issued, Received, Criticised, Identified, DeadlineStated, Assigned, Headed, Accepted, GivenBack, Kept, Clarified,
        Assigned with { Assignment = OtherShare, Lead = Health }, Merged with { Assignment = OtherShare, Into = Share },
        Asked, NotExtended, Asked, Unasked, Asked, Countered, Taken, Asked, Extended with { Number = 2 },
        Started, Progressed, Joined, Left, FellOverdue, InTheWay, Advised, Escalated, OutOfTheWay, HandedIn, TakenBack, Urged, Replied,
        Claimed, SentBack, Claimed with { EffectiveOn = August(9) }, Verified, DayCorrected, Reopened, Transferred with { EffectiveOn = August(15) },
        Suspended, Resumed, InspectionBegun, InspectionEnded, Commended, Amended, Reworded, Targeted, Restated, Cancelled, Superseded
    ];

    /// <summary>One of every kind of command.</summary>
    public static readonly DirectiveCommand[] EveryCommand =
    [
        Issue, Receive, Amend, Supersede, Identify, Reword, Aim, Restate, Cancel,
        Assign, Transfer, Merge, TakeOn, GiveBack, Keep, Join, Drop, NameTheHead,
        StateDeadline, Clarify, Suspend, Resume, Ask, Approve, Decline, Counter, Take, Unask, Notice,
        Start, Report, Complete, HandIn, TakeBack, Raise, Advise, Escalate, Resolve,
        Accept, SendBack, Reopen, Correct,
        Urge, Reply, BeginInspection, EndInspection, Criticise, Commend
    ];

    public static DateOnly July(int day) => new(2025, 7, day);

    public static DateOnly August(int day) => new(2025, 8, day);

    public static CalendarPeriod Period(string text) => CalendarPeriod.TryParse(text, out var period) ? period : throw new ArgumentException(text);

    public static string Letters(int count) => new('x', count);

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
