using Directives.Api.Agencies;
using Directives.Domain;

namespace Directives.Api.Reporting;

/// <summary>What agencies and documents were called on a day, as known at a position.</summary>
public sealed class ReportNames
{
    readonly Dictionary<AgencyId, BilingualText> agencies;
    readonly Dictionary<DirectiveId, BilingualText> directives;

    ReportNames(IEnumerable<(AgencyId Agency, BilingualText Name)> agencies, IEnumerable<(DirectiveId Directive, BilingualText Name)> directives) =>
        (this.agencies, this.directives) = (agencies.ToDictionary(row => row.Agency, row => row.Name), directives.ToDictionary(row => row.Directive, row => row.Name));

    public static async Task<ReportNames> At(AsOf asOf, ReadModels read, CancellationToken ct) => new(
        await read.Rows(
            $"select n.code, n.vi, n.en from agency_name n where {AgencyTable.Held("n")}",
            row => (new AgencyId(row.GetString(0)), new BilingualText(row.GetString(1), row.Text(2))), ct, asOf.Position, asOf.Day),
        await read.Rows(
            "select id, coalesce(number, title_vi), case when number is null then title_en end from directive where known_from <= $1",
            row => (new DirectiveId(row.GetGuid(0)), new BilingualText(row.GetString(1), row.Text(2))), ct, asOf.Position));

    /// <summary>Its name; its code on days before it had one.</summary>
    public BilingualText Of(AgencyId agency) => agencies.GetValueOrDefault(agency) ?? new(agency.Value);

    /// <summary>Its number; its title where it has none, as conclusions of meetings.</summary>
    public BilingualText Of(DirectiveId directive, string? number) =>
        number is not null ? new(number) : Of(directive);

    public BilingualText Of(DirectiveId directive) => directives.GetValueOrDefault(directive) ?? new("Không số", "Unnumbered");
}
