using Directives.Api.Agencies;
using Directives.Domain;
using Directives.Domain.Supervising;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Supervising;

public static class InspectionEndpoints
{
    public static void MapInspections(this IEndpointRouteBuilder routes)
    {
        var inspections = routes.MapGroup("/directives/{directive:guid}/inspections").WithTags("Supervising");

        inspections.MapPost("/", Open).WithSummary("Opens an inspection of how an agency carries the directive out, or one task of it.");
        inspections.MapPost("/{inspection:guid}/conclusions", Conclude).WithSummary("Says what was found: its nature, degree, cause and whose responsibility it is.");
        routes.MapGet("/inspections", SupervisingLists.Inspections).WithTags("Supervising").WithSummary("Inspections under all directives, and what they had found by a day.");
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Open(
        Guid directive, OpenInspectionBody body, Write write, DirectiveDecider directives, AgencyRegister register, HttpResponse response, CancellationToken ct)
    {
        var absent = await register.Absent([body.Subject], body.EffectiveOn ?? write.Today, "/subject", ct);
        var command = new OpenInspection(write.NewId("inspection"), body.Subject, body.Authority, body.Text, body.Task, body.EffectiveOn) { By = write.By, Today = write.Today };
        var outcome = absent is null ? await directives.Handle(directive, command, write, ct) : await directives.Refuse(directive, absent, write, ct);
        return outcome.ToResult(directive, $"/directives/{directive}", response);
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Conclude(
        Guid directive, Guid inspection, ConcludeInspectionBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        var found = new InspectionConclusion(body.Nature, body.Degree, body.Cause, body.Responsibility);
        var command = new ConcludeInspection(inspection, found, body.Document, body.EffectiveOn) { By = write.By, Today = write.Today };
        var outcome = await directives.Handle(directive, command, write, ct);
        return outcome.ToResult(directive, $"/directives/{directive}", response);
    }
}

/// <param name="Subject">The code of the agency that is inspected.</param>
/// <param name="Authority">The number of the decision that opens it.</param>
/// <param name="Text">What is looked at.</param>
/// <param name="Task">The task it is about; without one, the whole directive.</param>
/// <param name="EffectiveOn">The day it begins; today if left out.</param>
public sealed record OpenInspectionBody(AgencyId Subject, string Authority, string Text, TaskId? Task = null, DateOnly? EffectiveOn = null);

/// <param name="Nature">Tính chất; "không" where there is nothing to say, like the three that follow.</param>
/// <param name="Degree">Mức độ.</param>
/// <param name="Cause">Nguyên nhân.</param>
/// <param name="Responsibility">Trách nhiệm.</param>
/// <param name="Document">The conclusion's number.</param>
/// <param name="EffectiveOn">The day of the conclusion; today if left out.</param>
public sealed record ConcludeInspectionBody(string Nature, string Degree, string Cause, string Responsibility, string Document, DateOnly? EffectiveOn = null);

/// <param name="Inspection">Its id.</param>
/// <param name="Subject">Who is inspected.</param>
/// <param name="Authority">The decision that opened it.</param>
/// <param name="Text">What is looked at.</param>
/// <param name="Task">The task it is about; without one, the whole directive.</param>
/// <param name="OpenedOn">The day it began.</param>
/// <param name="ConcludedOn">The day of the conclusion.</param>
/// <param name="Document">The conclusion's number.</param>
/// <param name="Conclusion">What was found.</param>
public sealed record InspectionView(
    Guid Inspection, AgencyId Subject, string Authority, string Text, TaskId? Task, DateOnly OpenedOn, DateOnly? ConcludedOn, string? Document, InspectionConclusion? Conclusion)
{
    public static IReadOnlyList<InspectionView> Of(Directive directive) =>
        [.. directive.Inspections.Values.OrderBy(inspection => inspection.Opened.EffectiveOn).ThenBy(inspection => inspection.Opened.Inspection).Select(Of)];

    static InspectionView Of(Inspection inspection) => new(
        inspection.Opened.Inspection, inspection.Opened.Subject, inspection.Opened.Authority, inspection.Opened.Text, inspection.Opened.Task, inspection.Opened.EffectiveOn,
        inspection.Concluded?.EffectiveOn, inspection.Concluded?.Document, inspection.Concluded?.Conclusion);
}
