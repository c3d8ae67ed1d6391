using System.Globalization;
using Directives.Api.Access;
using Directives.Api.Agencies;
using Directives.Api.Issuing;
using Directives.Domain;
using Directives.Domain.Issuing;
using Directives.EventSourcing.Disclosures;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Auditing;

/// <summary>Who read what is secret: written down before it was given, never changed and never deleted.</summary>
public static class AccessLogEndpoints
{
    public static void MapAccessLog(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/access-log", List).WithTags("Auditing")
            .WithSummary("Who was given something of a secret directive: by which operation, when, and as recorded up to where. Newest first.")
            .WithDescription(
                "Everything that is read is in it: single directives, lists, reports in every format, files, events as pages, lines and live. A report that counts secret work "
                + "without naming it stands here without a directive. You see what speaks of directives you are cleared for yourself.");

    static async Task<Results<Ok<AccessPage>, ProblemHttpResult>> List(
        Guid? directive, string? agency, QueryInstant? from, QueryInstant? to, int? pageSize, string? cursor,
        DisclosureLog log, DirectiveRegister directives, AgencyRegister agencies, CancellationToken ct)
    {
        if (agency is not null && !AgencyId.TryParse(agency, out _))
            throw new BadRequestException(HttpRefusals.AgencyCodeExpected with { Field = "agency" });
        if (to?.Value <= from?.Value)
            return (ReadingRefusals.WindowEndsBeforeItStarts with { Field = "to" }).ToProblem();
        if (await directives.Unknown(directive is { } id ? new(id) : null, "directive", ct) is { } unknown
            || agency is not null && (unknown = await agencies.Unknown([new(agency)], "agency", ct)) is not null)
            return unknown.ToProblem();

        var asked = string.Create(CultureInfo.InvariantCulture, $"{directive}/{agency}/{from?.Value:O}/{to?.Value:O}");
        var (before, size) = (Cursor.Read(cursor, asked)?.Position ?? long.MaxValue, Cursor.PageSize(pageSize));
        var filter = new DisclosureFilter(Sight.Current!.Levels, directive, agency is null ? null : new Dictionary<string, string> { ["agency"] = agency }, from?.Value, to?.Value);
        var found = await log.Read(filter, before, size + 1, ct);

        var page = found.Take(size).Select(AccessItem.Of).ToList();
        return TypedResults.Ok(new AccessPage(page, found.Count > size ? new Cursor(page[^1].Id, default, asked, "", default).ToString() : null));
    }
}

/// <param name="Items">Newest first.</param>
/// <param name="NextCursor">Give it back as <c>cursor</c> for the next page; absent on the last.</param>
public sealed record AccessPage(IReadOnlyList<AccessItem> Items, string? NextCursor);

/// <param name="Id">Rises with time.</param>
/// <param name="At">When it was written down, just before it was given.</param>
/// <param name="Actor">To whom.</param>
/// <param name="Role">In which role.</param>
/// <param name="Agency">For which agency.</param>
/// <param name="Operation">By what, as this document names it.</param>
/// <param name="Secrecy">How secret it is; of figures, the most secret that may be counted in them.</param>
/// <param name="Directive">The directive; none when it was counted in figures only.</param>
/// <param name="Position">What was recorded up to here may have been given.</param>
/// <param name="CorrelationId">The trace of the request.</param>
public sealed record AccessItem(
    long Id, DateTimeOffset At, string Actor, string Role, string Agency, string Operation, SecrecyLevel Secrecy, Guid? Directive, long Position, string? CorrelationId)
{
    public static AccessItem Of(Disclosure shown) => new(
        shown.Id, shown.At, shown.By.Actor, shown.By.Headers["role"], shown.By.Headers["agency"], shown.Operation, Names.Parse<SecrecyLevel>(shown.Level), shown.Subject,
        shown.Position, shown.By.CorrelationId);
}
