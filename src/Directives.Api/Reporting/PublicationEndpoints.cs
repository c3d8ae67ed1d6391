using Directives.Api.Agencies;
using Directives.Domain;
using Directives.Domain.Reporting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using static Directives.Domain.Reporting.PublicationEvent;

namespace Directives.Api.Reporting;

public static class PublicationEndpoints
{
    public static void MapPublications(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/reports").WithTags("Reporting");

        reports.MapPost("/weekly/{start}/publications", Publish)
            .WithSummary("Publishes a weekly report as known now, at an instant or at a position; or, with a reason, restates it. No edition is ever overwritten.");

        reports.MapGet("/publications", PublicationList.Get).WithSummary("The published reports, each with the edition that holds, the one published last first.");
        reports.MapGet("/publications/{publication:guid}", Get).WithSummary("One published report with all its editions.");
        reports.MapGet("/publications/{publication:guid}/editions/{edition:int}", Edition).WithSummary("One edition: where it comes from, its main figures and its digest.");
        reports.MapGet("/publications/{publication:guid}/editions/{edition:int}/report", Report)
            .Produces<WeeklyReport>().WithSummary("The report as it was published, to the byte, made again from its position; Repr-Digest has its SHA-256.");

        reports.MapGet("/publications/{publication:guid}/restatement", RestatementList.One)
            .WithSummary("What a published report would say otherwise by now, or as known at an instant or position: figure by figure, and the assignments behind.");
        reports.MapGet("/restatements", RestatementList.Get).WithSummary("The published reports of which a figure would differ by now, or as known at an instant or position.");
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Publish(
        QueryDay start, PublishReportBody body, Write write, ReadModels read, Publications publications, PublicationDecider decider, AgencyRegister register,
        HttpResponse response, CancellationToken ct)
    {
        var stream = Publications.StreamOf(ReportKind.Weekly, body.Body, start.Value);
        var (point, problem) = await read.Resolve(new() { KnownAsOf = body.KnownAsOf is { } instant ? new(instant) : null, AtPosition = body.AtPosition }, ct, at: "/");
        if (problem is not null)
            return problem;

        var (command, no) = body.Body is { } code && await register.Unknown([code], "/body", ct) is { } unknown
            ? (null, unknown)
            : await publications.Asked(start.Value, body, point.Position, write, ct);
        var outcome = command is null ? await decider.Refuse(stream, no!, write, ct) : await decider.Handle(stream, command, write, ct);
        return outcome.ToResult(stream, $"{PublicationView.At(stream)}/editions/{await EditionOf(outcome)}", response);

        // What was published before under another key is where that was.
        async Task<int?> EditionOf(Outcome decided) =>
            decided is Outcome.Done { Events: [.., { Data: ReportPublished e }] } ? e.Edition
            : command is null ? null
            : (await decider.Load(stream, ct)).State.Editions.Find(edition => edition.Sha256 == command.Sha256)?.Edition;
    }

    static async Task<Results<Ok<PublicationView>, ProblemHttpResult>> Get(Guid publication, Publications publications, HttpResponse response, CancellationToken ct)
    {
        if (await publications.Editions(publication, ct) is not [_, ..] editions)
            return EditionRefusals.NoSuchPublication.ToProblem();
        EntityTag.Set(response, editions.Count);
        return TypedResults.Ok(PublicationView.Of(editions));
    }

    static async Task<Results<Ok<EditionView>, ProblemHttpResult>> Edition(Guid publication, int edition, Publications publications, CancellationToken ct)
    {
        var (found, problem) = await Find(publication, edition, publications, ct);
        return found is null ? problem! : TypedResults.Ok(EditionView.Of(found));
    }

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Report(Guid publication, int edition, Publications publications, HttpResponse response, CancellationToken ct)
    {
        var (found, problem) = await Find(publication, edition, publications, ct);
        if (found is null)
            return problem!;
        (var report, problem) = await publications.Reproduce(publication, found.Said, ct);
        if (report is null)
            return problem!;

        response.Headers["Repr-Digest"] = ContentDigest.Of(report.Sha256);
        return TypedResults.Bytes(report.Json, "application/json; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{report.Sha256}\""));
    }

    static async Task<(RecordedEdition? Found, ProblemHttpResult? Problem)> Find(Guid publication, int edition, Publications publications, CancellationToken ct) =>
        await publications.Editions(publication, ct) is not [_, ..] editions ? (null, EditionRefusals.NoSuchPublication.ToProblem())
        : editions.FirstOrDefault(e => e.Said.Edition == edition) is not { } found ? (null, EditionRefusals.NoSuchEdition(edition).ToProblem())
        : (found, null);
}

/// <param name="Body">Whose weekly report; that of all if left out.</param>
/// <param name="Reason">Why it takes the place of the edition before; needed for that, and only for that.</param>
/// <param name="KnownAsOf">As known at this instant; everything recorded so far counts if neither is given.</param>
/// <param name="AtPosition">As known at this position.</param>
public sealed record PublishReportBody(AgencyId? Body = null, string? Reason = null, DateTimeOffset? KnownAsOf = null, long? AtPosition = null);
