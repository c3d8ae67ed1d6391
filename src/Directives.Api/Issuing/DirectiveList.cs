using System.Globalization;
using Directives.Domain;
using Directives.Domain.Issuing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Issuing;

/// <param name="Position">What was recorded up to here counts.</param>
/// <param name="Items">Oldest entry first.</param>
/// <param name="NextCursor">Give it back as <c>cursor</c> for the next page; absent on the last.</param>
public sealed record DirectivePage(long Position, IReadOnlyList<DirectiveItem> Items, string? NextCursor) : ICursorPage;

/// <param name="Directive">Its id.</param>
/// <param name="Type">The kind of document.</param>
/// <param name="Number">As printed.</param>
/// <param name="Title">What it is about.</param>
/// <param name="IssuedBy">Codes of the issuing bodies.</param>
/// <param name="IssuedOn">As exact as the document.</param>
/// <param name="EffectiveOn">From when its tasks can be worked on.</param>
/// <param name="Urgency">How urgent the document is.</param>
/// <param name="Secrecy">How secret it is.</param>
/// <param name="SupersededOn">From when another document has taken its place.</param>
/// <param name="EnteredAt">The position of its entry.</param>
/// <param name="Tasks">How many tasks it has.</param>
/// <param name="Assignments">How many assignments they have.</param>
public sealed record DirectiveItem(
    DirectiveId Directive, DirectiveType Type, string? Number, BilingualText Title, IReadOnlyList<AgencyId> IssuedBy, string IssuedOn, DateOnly EffectiveOn,
    UrgencyLevel Urgency, SecrecyLevel Secrecy, DateOnly? SupersededOn, long EnteredAt, long Tasks, long Assignments);

static class DirectiveList
{
    /// <summary>
    /// A number is found in any spelling; where either side has no more than the running number ("Kết luận số 174"), that
    /// and the type of document decide. A title is found by words of it, in either language.
    /// </summary>
    public static async Task<Results<Paged<DirectivePage>, ProblemHttpResult>> Get(
        Choice<DirectiveType>? type, string? number, string? title, [AsParameters] AsOfQuery asOf, int? pageSize, string? cursor, ReadModels read, CancellationToken ct)
    {
        var filter = $"{type}/{number}/{title}";
        var after = Cursor.Read(cursor, filter);
        foreach (var (name, text) in new[] { ("number", number), ("title", title) })
            if (text?.Contains('\0', StringComparison.Ordinal) is true)
                throw new BadRequestException(HttpRefusals.NulCharacter with { Field = name });
        var (point, problem) = await read.Resolve(asOf.PinnedBy(after), ct);
        if (problem is not null)
            return problem;

        var size = Cursor.PageSize(pageSize);
        var wanted = number is null ? null : NumberParts.Of(number);
        var items = await read.Rows(
            """
            select d.id, d.type, d.number, d.title_vi, d.title_en, d.issued_by, d.issued_on, d.effective_from, d.urgency, d.secrecy,
              case when d.superseded_at <= $1 then d.superseded_on end, d.known_from,
              (select count(*) from task t where t.directive_id = d.id and t.known_from <= $1),
              (select count(*) from assignment a where a.directive_id = d.id and a.known_from <= $1 and a.known_to > $1 and a.effective_from <= $2 and a.effective_to > $2)
            from directive d
            where d.known_from <= $1 and ($3::text is null or d.type = $3) and d.known_from > $5
              and ($4::text is null or (d.number_key = $4 or d.number_no = $7 and $7 in (d.number_key, $4)) and (cardinality($8::text[]) = 0 or d.type = any($8)))
              and ($9::text is null or position($9 in d.title_key) > 0)
            order by d.known_from
            limit $6
            """,
            row => new DirectiveItem(
                new(row.GetGuid(0)), Names.Parse<DirectiveType>(row.GetString(1)), row.Text(2), new(row.GetString(3), row.Text(4)),
                [.. row.GetFieldValue<string[]>(5).Select(code => new AgencyId(code))], row.GetString(6), row.GetFieldValue<DateOnly>(7),
                Names.Parse<UrgencyLevel>(row.GetString(8)), Names.Parse<SecrecyLevel>(row.GetString(9)), row.Day(10), row.GetInt64(11), row.GetInt64(12), row.GetInt64(13)),
            ct, point.Position, point.Day, type?.ToString(), number is null ? null : DocumentNumber.Normalise(number),
            after is null ? 0 : long.TryParse(after.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : throw Cursor.Foreign, size + 1,
            wanted?.Number, (wanted?.Types ?? []).Select(Names.Of).ToArray(), title is null ? null : VietnameseText.Key(title));

        var page = items.Count > size ? [.. items.Take(size)] : items;
        var next = items.Count > size ? new Cursor(point.Position, point.Day, filter, $"{page[^1].EnteredAt}", page[^1].Directive.Value) : null;
        return new Paged<DirectivePage>(new(point.Position, page, next?.ToString()));
    }
}
