using System.Globalization;
using Directives.Api.Agencies;
using Directives.Domain;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.EventSourcing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Issuing;

public static class IssuingEndpoints
{
    public static void MapIssuing(this IEndpointRouteBuilder routes)
    {
        var directives = routes.MapGroup("/directives").WithTags("Issuing");

        directives.MapPost("/", Issue).RequireAuthorization().WithSummary("Enters a directive.");
        directives.MapGet("/", List).WithSummary("The directives, oldest entry first.");
        directives.MapGet("/{directive:guid}", Get).WithSummary("One directive with its tasks and assignments: live, at a version, or as it was known at an instant.");
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Issue(
        IssueBody body, Write write, DirectiveDecider directives, AgencyRegister register, EventStore store, HttpResponse response, CancellationToken ct)
    {
        var id = write.NewId("directive");
        if (await register.Absent(body.IssuedBy, body.IssuedOn.FirstDay, body.IssuedOn.LastDay, "/issuedBy", ct) is { } absent)
            return (await directives.Refuse(id, absent, write, ct)).ToResult(id, $"/directives/{id}", response);
        if (await store.Missing([.. (body.Links ?? []).Select(link => link.Directive.Value)], ct, "directive") is [var missing, ..])
            return (Refusals.UnknownDirective(new(missing)) with { Field = "/links" }).ToProblem();

        var command = new IssueDirective(
            new(id), body.Type, body.Number, body.Title, body.IssuedBy, body.IssuedOn, body.EffectiveOn, body.Links ?? [], body.Signatory, body.DateNote)
        { By = write.By, Today = write.Today };
        var outcome = await directives.Handle(id, command, write, ct);
        return outcome.ToResult(id, $"/directives/{id}", response);
    }

    static async Task<Results<Ok<DirectiveDetails>, ProblemHttpResult>> Get(
        Guid directive, long? atVersion, QueryInstant? knownAsOf, DirectiveDecider directives, EventStore store, ReadModels read, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        if (knownAsOf is { Value: var instant })
        {
            if (await read.NotYet(instant, ct) is { } future)
                return future;
            await store.Position(instant, ct); // what was under way at that instant is visible after this
        }

        if (atVersion < 1)
            return (HttpRefusals.VersionsBeginAtOne with { Field = "atVersion" }).ToProblem();

        var (state, version) = await directives.Load(directive, ct, atVersion ?? long.MaxValue, knownAsOf?.Value);
        if (state.Issued is null)
            return Refusals.NoSuchDirective.ToProblem();
        if (atVersion > version)
            return (ReadingRefusals.VersionNotReached(version) with { Field = "atVersion" }).ToProblem();

        EntityTag.Set(response, version);
        return TypedResults.Ok(DirectiveDetails.Of(state, Vietnam.DateAt(knownAsOf?.Value ?? clock.GetUtcNow())));
    }

    static async Task<Results<Ok<DirectivePage>, ProblemHttpResult>> List(
        Choice<DirectiveType>? type, string? number, [AsParameters] AsOfQuery asOf, int? pageSize, string? cursor, ReadModels read, CancellationToken ct)
    {
        var filter = $"{type}/{number}";
        var after = Cursor.Read(cursor, filter);
        if (number?.Contains('\0', StringComparison.Ordinal) is true)
            throw new BadRequestException(HttpRefusals.NulCharacter with { Field = "number" });
        var (point, problem) = await read.Resolve(asOf.PinnedBy(after), ct);
        if (problem is not null)
            return problem;

        var size = Cursor.PageSize(pageSize);
        var items = await read.Rows(
            """
            select d.id, d.type, d.number, d.title_vi, d.title_en, d.issued_by, d.issued_on, d.effective_from, d.known_from,
              (select count(*) from task t where t.directive_id = d.id and t.known_from <= $1),
              (select count(*) from assignment a where a.directive_id = d.id and a.known_from <= $1 and a.known_to > $1 and a.effective_from <= $2 and a.effective_to > $2)
            from directive d
            where d.known_from <= $1 and ($3::text is null or d.type = $3) and ($4::text is null or d.number_key = $4) and d.known_from > $5
            order by d.known_from
            limit $6
            """,
            row => new DirectiveItem(
                new(row.GetGuid(0)), Names.Parse<DirectiveType>(row.GetString(1)), row.Text(2), new(row.GetString(3), row.Text(4)),
                [.. row.GetFieldValue<string[]>(5).Select(code => new AgencyId(code))], row.GetString(6), row.GetFieldValue<DateOnly>(7), row.GetInt64(8), row.GetInt64(9), row.GetInt64(10)),
            ct, point.Position, point.Day, type?.ToString(), number is null ? null : DocumentNumber.Normalise(number),
            after is null ? 0 : long.TryParse(after.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : throw Cursor.Foreign, size + 1);

        var page = items.Count > size ? [.. items.Take(size)] : items;
        var next = items.Count > size ? new Cursor(point.Position, point.Day, filter, $"{page[^1].EnteredAt}", page[^1].Directive.Value) : null;
        return TypedResults.Ok(new DirectivePage(point.Position, page, next?.ToString()));
    }
}

/// <param name="Type">The kind of document.</param>
/// <param name="Title">What it is about (trích yếu), in your words.</param>
/// <param name="IssuedBy">Codes of the issuing bodies.</param>
/// <param name="IssuedOn">As exact as the document says: <c>2025-07-25</c>, <c>2025-07</c>, <c>2025-Q3</c> or <c>2025</c>.</param>
/// <param name="Number">Number and symbol as printed. Only a meeting conclusion may have none.</param>
/// <param name="EffectiveOn">From when its tasks can be worked on; the first day of its date if left out.</param>
/// <param name="Links">Directives it implements, rests on, supersedes or amends.</param>
/// <param name="Signatory">Who signed.</param>
/// <param name="DateNote">How the date was found when the document does not say it in full.</param>
public sealed record IssueBody(
    DirectiveType Type, BilingualText Title, IReadOnlyList<AgencyId> IssuedBy, CalendarPeriod IssuedOn, string? Number = null, DateOnly? EffectiveOn = null,
    IReadOnlyList<DirectiveLink>? Links = null, string? Signatory = null, string? DateNote = null);

public sealed record DirectivePage(long Position, IReadOnlyList<DirectiveItem> Items, string? NextCursor);

/// <param name="Directive">Its id.</param>
/// <param name="Type">The kind of document.</param>
/// <param name="Number">As printed.</param>
/// <param name="Title">What it is about.</param>
/// <param name="IssuedBy">Codes of the issuing bodies.</param>
/// <param name="IssuedOn">As exact as the document.</param>
/// <param name="EffectiveOn">From when its tasks can be worked on.</param>
/// <param name="EnteredAt">The position of its entry.</param>
/// <param name="Tasks">How many tasks it has.</param>
/// <param name="Assignments">How many assignments they have.</param>
public sealed record DirectiveItem(
    DirectiveId Directive, DirectiveType Type, string? Number, BilingualText Title, IReadOnlyList<AgencyId> IssuedBy, string IssuedOn, DateOnly EffectiveOn, long EnteredAt, long Tasks, long Assignments);
