using Directives.Domain.Assigning;
using Directives.Domain.Correcting;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using Directives.Domain.Supervising;
using Directives.Domain.Verifying;

namespace Directives.Domain;

/// <summary>The table of contents of the rules: which command is answered where.</summary>
public static class DirectiveDecisions
{
    public static Decision<DirectiveEvent> Decide(Directive directive, DirectiveCommand command) => command switch
    {
        IssueDirective c => IssuingDecisions.Issue(directive, c),
        _ when directive.Issued is null => Refusals.NoSuchDirective,

        // Also of a directive that was superseded: what can still be known of it, put right or brought to its end.
        ReceiveDirective c => DocumentDecisions.Receive(directive, c),
        NoticeOverdue c => OverdueDecisions.Notice(directive, c),
        AnswerDifficulty c => DifficultyDecisions.Answer(directive, c),
        ResolveDifficulty c => DifficultyDecisions.Resolve(directive, c),
        AnswerUrging c => UrgingDecisions.Answer(directive, c),
        ConcludeInspection c => InspectionDecisions.Conclude(directive, c),
        RecordCriticism c => JudgementDecisions.Record(directive, c),
        RecordCommendation c => JudgementDecisions.Record(directive, c),
        CorrectRecord c => CorrectingDecisions.Correct(directive, c),
        _ when directive.Superseded is not null => Refusals.Superseded,

        AmendDirective c => DocumentDecisions.Amend(directive, c),
        SupersedeDirective c => DocumentDecisions.Supersede(directive, c),
        IdentifyTask c => TaskDecisions.Identify(directive, c),
        RewordTask c => TaskDecisions.Reword(directive, c),
        SetTarget c => TaskDecisions.SetTarget(directive, c),
        RestateTask c => RestatingDecisions.Restate(directive, c),
        CancelTask c => TaskDecisions.Cancel(directive, c),

        AssignTask c => AssigningDecisions.Assign(directive, c),
        TransferLead c => TransferDecisions.Transfer(directive, c),
        MergeAssignment c => TransferDecisions.Merge(directive, c),
        AcceptAssignment c => ReturnDecisions.Accept(directive, c),
        ReturnTask c => ReturnDecisions.Return(directive, c),
        RefuseReturn c => ReturnDecisions.Refuse(directive, c),
        AddCoordinator c => CoordinatorDecisions.Add(directive, c),
        RemoveCoordinator c => CoordinatorDecisions.Remove(directive, c),
        NameHead c => HeadDecisions.Name(directive, c),

        SetDeadline c => DeadlineDecisions.Set(directive, c),
        ClarifyDeadline c => ClarifyingDecisions.Clarify(directive, c),
        SuspendTask c => SuspensionDecisions.Suspend(directive, c),
        ResumeTask c => SuspensionDecisions.Resume(directive, c),
        RequestExtension c => ExtensionDecisions.Request(directive, c),
        ApproveExtension c => ExtensionDecisions.Approve(directive, c),
        RefuseExtension c => ExtensionDecisions.Refuse(directive, c),
        CounterExtension c => ExtensionDecisions.Counter(directive, c),
        AcceptCounter c => ExtensionDecisions.Accept(directive, c),
        WithdrawExtension c => ExtensionDecisions.Withdraw(directive, c),

        StartWork c => PerformingDecisions.Start(directive, c),
        ReportProgress c => PerformingDecisions.Report(directive, c),
        ReportCompletion c => PerformingDecisions.Complete(directive, c),
        SubmitEvidence c => EvidenceDecisions.Submit(directive, c),
        WithdrawEvidence c => EvidenceDecisions.Withdraw(directive, c),
        RaiseDifficulty c => DifficultyDecisions.Raise(directive, c),
        EscalateDifficulty c => DifficultyDecisions.Escalate(directive, c),

        VerifyCompletion c => VerifyingDecisions.Accept(directive, c),
        RequireRework c => VerifyingDecisions.SendBack(directive, c),
        ReopenTask c => VerifyingDecisions.Reopen(directive, c),

        IssueUrging c => UrgingDecisions.Issue(directive, c),
        OpenInspection c => InspectionDecisions.Open(directive, c),

        _ => throw new InvalidOperationException($"No rule answers {command.GetType().Name}.")
    };
}
