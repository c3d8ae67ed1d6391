using Directives.Api.Deadlines;
using Directives.Domain;
using Directives.Domain.Reporting;
using Directives.EventSourcing;
using Microsoft.AspNetCore.Http.HttpResults;
using static Directives.Domain.Reporting.PublicationEvent;

namespace Directives.Api.Reporting;

/// <summary>Reports that were given out: what giving one out asks of the rule, their bytes made again, and what they would say by now.</summary>
public sealed class Publications(
    CanonicalReports canonical, AssignmentDifferences assignments, RulesInForce rules, ReadModels read, EventStore store, PublicationDecider publications, ILogger<Publications> logger)
{
    /// <summary>One for each report, body and period, whoever publishes it and how often.</summary>
    public static Guid StreamOf(ReportKind report, AgencyId? body, DateOnly start) => StableId.Of($"publication:{Names.Of(report)}:{body?.Value}:{start:yyyy-MM-dd}");

    /// <summary>The command that gives out a weekly report as known at a position, or why there is none to give out.</summary>
    public async Task<(PublishReport? Command, Refusal? No)> Asked(DateOnly start, PublishReportBody body, long position, Write write, CancellationToken ct)
    {
        var last = (await publications.Load(StreamOf(ReportKind.Weekly, body.Body, start), ct)).State.Latest;
        // What was published once is restated for the same days, whatever the body decided about its weeks since.
        var (week, no) = last is not null ? (WeekOf(last).Week, null) : await rules.WeekAt(position, body.Body, start, ct);
        if (no is not null)
            return (null, no);

        var report = await canonical.Of(new(body.Body, week), position, ct);
        var chain = await store.HeadAt(position, ct) ?? throw new InvalidOperationException($"Position {position} is not in the ledger.");
        var compared = last is null ? null : new ComparedEdition(last.Edition, (await Differences(last, report, ct)).Count);
        return (new(
            ReportKind.Weekly, body.Body, week, position, body.KnownAsOf, report.Versions.Policy, report.Versions.Calendar, report.Totals, report.Sums, report.Sha256,
            ReportForms.Weekly.Current, chain.ToString(), body.Reason, await store.Position(week.CutOff, ct), compared, write.Today), null);
    }

    /// <summary>All editions of a publication; none when there is no such thing.</summary>
    internal async Task<IReadOnlyList<RecordedEdition>> Editions(Guid publication, CancellationToken ct) =>
        await store.ReadStream(publication, ct) is [{ Data: PublicationEvent }, ..] events ? [.. events.Select(RecordedEdition.Of)] : [];

    /// <summary>The bytes that were given out, made again and held against their digest, and their log against its chain value.</summary>
    public async Task<(CanonicalReport? Report, ProblemHttpResult? Problem)> Reproduce(Guid publication, ReportPublished edition, CancellationToken ct)
    {
        var (_, problem) = await read.Resolve(new() { AtPosition = edition.Position }, ct);
        if (problem is not null)
            return (null, problem);

        var report = await Made(edition, ct);
        var chain = $"{await store.HeadAt(edition.Position, ct)}";
        if (report.Sha256 == edition.Sha256 && chain == edition.Chain)
            return (report, null);

        logger.LogError(
            "Edition {Edition} of publication {Publication} was published with digest {Published} at {PublishedChain}; made again it has digest {Digest} at {Chain}",
            edition.Edition, publication, edition.Sha256, edition.Chain, report.Sha256, chain);
        return (null, EditionRefusals.NotReproduced.ToProblem(("published", edition.Sha256), ("reproduced", report.Sha256)));
    }

    /// <summary>What an edition would say otherwise as known at a position that the read models have reached.</summary>
    internal async Task<Restatement> Restated(RecordedEdition edition, long position, CancellationToken ct)
    {
        var (said, of) = (edition.Said, WeekOf(edition.Said));
        var figures = await Differences(said, await canonical.Of(of, position, ct), ct);
        return new(
            edition.Publication, said.Report, said.Body, said.Start, said.End, said.Edition, said.Position, position, figures,
            figures is [] ? [] : await assignments.Between((of.Week, said.Position), (of.Week, position), ct));
    }

    /// <summary>In the form of the edition, so that what reports only say since is no difference.</summary>
    async Task<IReadOnlyList<FigureDifference>> Differences(ReportPublished edition, CanonicalReport now, CancellationToken ct) =>
        FigureDifference.Between((await Made(edition, ct)).Json, InFormOf(edition, now).Json);

    async Task<CanonicalReport> Made(ReportPublished edition, CancellationToken ct) => InFormOf(edition, await canonical.Of(WeekOf(edition), edition.Position, ct));

    static CanonicalReport InFormOf(ReportPublished edition, CanonicalReport report) =>
        new(report.Report, ReportForms.Weekly.In(edition.Form, report.Json), report.Versions, report.Totals, report.Sums);

    static BodyWeek WeekOf(ReportPublished edition) =>
        new(edition.Body, ReportingWeek.StartingOn(edition.Start, edition.Start.DayOfWeek)!.Value.EndingBefore(edition.End.AddDays(1)));
}

public static class EditionRefusals
{
    public static Refusal NoSuchPublication { get; } = new(RefusalKind.NotFound, "no-such-publication", new("Không có báo cáo nào được công bố với mã định danh này.", "No report was published under this identifier."));

    public static Refusal NoSuchEdition(int edition) =>
        new(RefusalKind.NotFound, "no-such-edition", new($"Báo cáo này không có bản công bố số {edition}.", $"This report has no edition {edition}."));

    public static HttpRefusal NotReproduced { get; } = new(
        500, "report-not-reproduced",
        new("Báo cáo dựng lại không còn đúng như bản đã công bố. Lỗi đã được ghi lại.", "The report cannot be made again as it was published. That has been logged."));
}
