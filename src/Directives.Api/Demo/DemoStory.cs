using Directives.Api.Agencies;
using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.Domain.Assigning;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using Directives.Domain.Supervising;
using Directives.Domain.Verifying;
using Directives.EventSourcing;
using static Directives.Api.Demo.DemoLoader;

namespace Directives.Api.Demo;

/// <summary>What happened to the documents of the demo, as the commands that report it.</summary>
sealed class DemoStory(DemoData data, DirectiveDecider directives, AgencyDecider agencies)
{
    public IEnumerable<LoadStep> Steps() => data.Story.SelectMany(Tell);

    IEnumerable<LoadStep> Tell(DemoStep step, int number) =>
        step.Leads is []
            ? [Tell(step, $"story/{number}", 0, null)]
            : data.Expand(step.Leads).Select((lead, minute) => Tell(step, $"story/{number}/{lead}", minute, lead));

    LoadStep Tell(DemoStep step, string name, int minute, AgencyId? lead) => new(
        name, new DateTimeOffset(step.At, TimeSpan.FromHours(7)).ToUniversalTime().AddMinutes(minute), step.By ?? lead!.Value, step.By is null ? Role.LeadReporter : Role.Verifier,
        async (told, ct) => await Take(step, lead, told.WriteUnder(name), ct) is not Outcome.Done and var outcome ? $"{outcome}" : null,
        step.Source, step.Source is null);

    async Task<Outcome> Take(DemoStep step, AgencyId? lead, Write write, CancellationToken ct)
    {
        if (OfAgency(step, lead, write) is { } command)
            return await agencies.Handle(AgencyRegister.StreamOf(command.Agency), command, write, ct);
        var directive = DirectiveOf(step);
        return step.Do is DemoAction.Restate
            ? await directives.Handle(directive.Value, await Restate(step, write, ct), write, ct)
            : await directives.Handle(directive.Value, OfDirective(step, lead, write), write, ct);
    }

    static AgencyCommand? OfAgency(DemoStep step, AgencyId? agency, Write write) => step.Do switch
    {
        DemoAction.MergeAgency => new MergeAgency(agency!.Value, new(step.Into!), step.Authority!, step.EffectiveOn) { Today = write.Today },
        DemoAction.AbolishAgency => new AbolishAgency(agency!.Value, new(step.Into!), step.Authority!, step.EffectiveOn) { Today = write.Today },
        _ => null
    };

    async Task<RestateTask> Restate(DemoStep step, Write write, CancellationToken ct)
    {
        var of = new TaskReference(DirectiveOf(step.Into!), TaskIdOf(step.Into!));
        var (original, _) = await directives.Load(of.Directive.Value, ct);
        return new(TaskIdOf(step.Task!), of, OriginalTask.Of(original, of.Task), null, step.Text) { By = write.By, Today = write.Today };
    }

    static DirectiveCommand OfDirective(DemoStep step, AgencyId? lead, Write write)
    {
        var (by, today, day, text) = (write.By, write.Today, step.EffectiveOn, step.Text!);
        if (step.Do is DemoAction.Criticise)
            return new RecordCriticism(write.NewId("criticism"), new(text, step.Authority!, [], step.Into, step.Degree), day) { By = by, Today = today };

        var task = step.Task!;
        var id = AssignmentIdOf(task, lead!.Value);
        return step.Do switch
        {
            DemoAction.Assign => new AssignTask(TaskIdOf(task), [(id, lead.Value)], [], day) { By = by, Today = today },
            DemoAction.Start => new StartWork(id, day) { By = by, Today = today },
            DemoAction.Progress => new ReportProgress(id, text, step.Percent, day) { By = by, Today = today },
            DemoAction.Complete => new ReportCompletion(id, text, step.Evidence!, day) { By = by, Today = today },
            DemoAction.Accept => new VerifyCompletion(id, day, step.Text) { By = by, Today = today },
            DemoAction.Rework => new RequireRework(id, text, day) { By = by, Today = today },
            DemoAction.RequestExtension => new RequestExtension(id, step.To!.Value, text, step.Authority, day) { By = by, Today = today },
            DemoAction.ApproveExtension => new ApproveExtension(id, step.Text, day) { By = by, Today = today },
            DemoAction.CounterExtension => new CounterExtension(id, step.To!.Value, text, day) { By = by, Today = today },
            DemoAction.AcceptCounter => new AcceptCounter(id, day) { By = by, Today = today },
            DemoAction.RaiseDifficulty => new RaiseDifficulty(id, OnlyOne("difficulty", id), text, null, day) { By = by, Today = today },
            DemoAction.AnswerDifficulty => new AnswerDifficulty(id, OnlyOne("difficulty", id), text, day) { By = by, Today = today },
            DemoAction.Urge => new IssueUrging(id, OnlyOne("urging", id), text, step.To!.Value, step.Authority, day) { By = by, Today = today },
            DemoAction.AnswerUrging => new AnswerUrging(id, OnlyOne("urging", id), text, day) { By = by, Today = today },
            DemoAction.MergeAssignment => new MergeAssignment(id, AssignmentIdOf(task, new(step.Into!)), text, step.Authority!, day) { By = by, Today = today },
            _ => throw new InvalidOperationException($"No command for {step.Do}.")
        };
    }

    /// <summary>In the story an assignment has at most one of each.</summary>
    static Guid OnlyOne(string what, AssignmentId assignment) => StableId.Of($"demo:{what}:{assignment.Value}");

    DirectiveId DirectiveOf(DemoStep step) => step.Directive is { } key ? IdOf(key) : DirectiveOf(step.Task!);

    DirectiveId DirectiveOf(string task) => IdOf(data.Documents.Single(document => document.Tasks.Any(one => one.Code == task)).Directive.Key!);
}
