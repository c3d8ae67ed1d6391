using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Npgsql;
using static Directives.Domain.Agencies.AgencyEvent;

namespace Directives.Api.Agencies;

/// <summary>
/// The register of agencies, along two clocks: a row says that from position <c>known_from</c> until <c>known_to</c> it was
/// believed that something holds from day <c>effective_from</c> until <c>effective_to</c>. For any position and day each
/// table has at most one row per agency. Names, parents, codes and heads run on past an agency's end; <c>agency</c> says when it exists.
/// </summary>
public sealed class AgencyTable : IProjectedTable
{
    const string Dated = """
        code           text   not null,
        known_from     bigint not null,
        known_to       bigint not null default 9223372036854775807,
        effective_from date   not null,
        effective_to   date   not null default 'infinity'
        """;

    const string Open = "known_to = 9223372036854775807";

    /// <summary>The condition that a row holds on day <c>$2</c> as known at position <c>$1</c>.</summary>
    public static string Held(string table) =>
        $"{table}.known_from <= $1 and {table}.known_to > $1 and {table}.effective_from <= $2 and {table}.effective_to > $2";

    /// <summary>The position of the last event about agencies up to a position, 0 when there is none.</summary>
    internal static async Task<long> LastChange(ReadModels read, long position, CancellationToken ct) => (await read.Rows(
        $"select coalesce(max(known_from), 0) from ({string.Join(" union all ", Dating.Select(table => $"select known_from from {table}"))}) changes where known_from <= $1",
        row => row.GetInt64(0), ct, position))[0];

    static readonly string[] Dating = ["agency", "agency_name", "agency_parent", "agency_official_code", "agency_head"];

    public string Tables => $"""
        create table agency ({Dated}, kind text not null, level text not null, successor text, primary key (code, known_from, effective_from));
        create table agency_name ({Dated}, vi text not null, en text, primary key (code, known_from, effective_from));
        create table agency_parent ({Dated}, parent text, primary key (code, known_from, effective_from));
        create table agency_official_code ({Dated}, official_code text, primary key (code, known_from, effective_from));
        create table agency_head ({Dated}, person text, post_vi text, post_en text, since date, authority text, primary key (code, known_from, effective_from));
        """;

    public string Indexes => "create index agency_by_parent on agency_parent (parent);";

    public void Project(RecordedEvent recorded, NpgsqlBatch sql)
    {
        switch (recorded.Data)
        {
            case AgencyRegistered e:
                Begin("agency", "kind, level", "$4, $5", e.Agency.Value, recorded.Position, e.EffectiveOn, Names.Of(e.Kind), Names.Of(e.Level));
                Begin("agency_name", "vi, en", "$4, $5", e.Agency.Value, recorded.Position, e.EffectiveOn, e.Name.Vi, e.Name.En);
                Begin("agency_parent", "parent", "$4", e.Agency.Value, recorded.Position, e.EffectiveOn, e.Parent?.Value);
                Begin("agency_official_code", "official_code", "$4", e.Agency.Value, recorded.Position, e.EffectiveOn, e.OfficialCode);
                Begin("agency_head", "person", "null", e.Agency.Value, recorded.Position, e.EffectiveOn);
                break;
            case AgencyRenamed e:
                Change("agency_name", "vi, en", "$4, $5::text", e.Agency.Value, recorded.Position, e.EffectiveOn, e.Name.Vi, e.Name.En);
                break;
            case AgencyMoved e:
                Change("agency_parent", "parent", "$4::text", e.Agency.Value, recorded.Position, e.EffectiveOn, e.Parent?.Value);
                break;
            case OfficialCodeGiven e:
                Change("agency_official_code", "official_code", "$4", e.Agency.Value, recorded.Position, e.EffectiveOn, e.OfficialCode);
                break;
            case HeadAppointed e:
                Change(
                    "agency_head", "person, post_vi, post_en, since, authority", "$4, $5, $6::text, $3, $7::text",
                    e.Agency.Value, recorded.Position, e.EffectiveOn, e.Person, e.Post.Vi, e.Post.En, e.Authority);
                break;
            case HeadLeft e:
                Change("agency_head", "person, post_vi, post_en, since, authority", "null, null, null, null, null", e.Agency.Value, recorded.Position, e.EffectiveOn);
                break;
            case AgencyMerged e: End(e.Agency.Value, e.EffectiveOn, e.Into.Value); break;
            case AgencySplit e: End(e.Agency.Value, e.EffectiveOn, e.Successor.Value); break;
            case AgencyAbolished e: End(e.Agency.Value, e.EffectiveOn, e.Successor?.Value); break;
        }

        void Begin(string table, string columns, string values, params ReadOnlySpan<object?> parameters) =>
            sql.Add($"insert into {table} (code, known_from, effective_from, {columns}) values ($1, $2, $3, {values})", parameters);

        // What held on that day holds until the day; what is new takes the rest of its days.
        void Change(string table, string columns, string values, params ReadOnlySpan<object?> parameters) => sql.Add(
            $"""
            with past as (update {table} set known_to = $2 where code = $1 and {Open} and effective_from <= $3 and effective_to > $3 returning *)
            insert into {table} (code, known_from, effective_from, effective_to, {columns})
            select code, $2, effective_from, $3, {columns} from past where effective_from < $3
            union all
            select code, $2, $3, effective_to, {values} from past
            """,
            parameters);

        void End(string code, DateOnly day, string? successor) => sql.Add(
            $"""
            with past as (update agency set known_to = $2 where code = $1 and {Open} returning *)
            insert into agency (code, known_from, effective_from, effective_to, kind, level, successor) select code, $2, effective_from, $3, kind, level, $4::text from past
            """,
            code, recorded.Position, day, successor);
    }
}
