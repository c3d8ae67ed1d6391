using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Npgsql;

namespace Directives.Api.Access;

/// <summary>
/// The wall around the read models: whoever reads on somebody's behalf sees no row that is none of his business, whatever the
/// query forgot. <see cref="ReadModels"/> says in each transaction whose sight it is, and reads as the role <c>es_seer</c>;
/// the program itself, as the tables' owner, sees everything. Keep this the last of the tables: it guards those before it.
/// </summary>
public sealed class RowSecurity : IProjectedTable
{
    /// <summary>The role that policies hold for.</summary>
    public const string Role = "es_seer";

    /// <summary>Says whose sight it is until the end of the transaction. Takes whether it goes over all, the agencies whose work it is, and the levels of secrecy that may be seen.</summary>
    public const string See = $"""
        select set_config('sight.all', $1, true), set_config('sight.agencies', $2::text[]::text, true), set_config('sight.cleared', $3::text[]::text, true),
          set_config('role', '{Role}', true)
        """;

    /// <summary>The functions that look at the tables run as the owner: a policy cannot ask for what it guards itself.</summary>
    public string Tables => $"""
        create function sight_all() returns boolean language sql stable parallel safe return coalesce(current_setting('sight.all', true) = 'true', false);
        create function sight_agencies() returns text[] language sql stable parallel safe return coalesce(nullif(current_setting('sight.agencies', true), '')::text[], array[]::text[]);
        create function sight_cleared() returns text[] language sql stable parallel safe return coalesce(nullif(current_setting('sight.cleared', true), '')::text[], array[]::text[]);

        -- What is too secret; what those agencies issued, help with, and know of at all.
        create function secret_directives() returns uuid[] language sql stable parallel safe security definer return array(
          select id from directive where secrecy <> all (sight_cleared()));
        create function issued_directives() returns uuid[] language sql stable parallel safe security definer return array(
          select id from directive where issued_by && sight_agencies());
        create function helped_assignments() returns uuid[] language sql stable parallel safe security definer return array(
          select id from assignment where cardinality(coordinating) > 0 and coordinating && sight_agencies() and known_to = 9223372036854775807 and effective_to = 'infinity');
        create function known_directives() returns uuid[] language sql stable parallel safe security definer return array(
          select unnest(issued_directives())
          union
          select directive_id from assignment where lead = any (sight_agencies()) or id in (select unnest(helped_assignments())));

        create policy sight on directive for select using (
          {Clears("id")} and ((select sight_all()) or id in ({Each("known_directives")})));
        create policy sight on directive_link for select using (directive_id in (select id from directive) and to_directive in (select id from directive));
        create policy sight on task for select using (directive_id in (select id from directive));
        create policy sight on task_wording for select using (exists (select from task t where t.id = task_id));
        create policy sight on assignment for select using (
          {Clears("directive_id")}
          and ((select sight_all()) or lead = any (sight_agencies()) or id in ({Each("helped_assignments")}) or directive_id in ({Each("issued_directives")})));
        create policy sight on standing for select using (
          {Clears("directive_id")}
          and ((select sight_all()) or lead = any (sight_agencies()) or assignment_id in ({Each("helped_assignments")}) or directive_id in ({Each("issued_directives")})));
        create policy sight on heard for select using ((select sight_all()) or assignment_id in (select assignment_id from standing));
        create policy sight on inspection for select using (
          directive_id in (select id from directive)
          and ((select sight_all()) or subject = any (sight_agencies()) or directive_id in ({Each("issued_directives")})));
        create policy sight on judgement for select using (
          directive_id in (select id from directive)
          and ((select sight_all()) or cardinality(addressees) = 0 or addressees && sight_agencies() or directive_id in ({Each("issued_directives")})));
        {string.Join('\n', OfAssignments.Select(table => $"""
            create policy sight on {table} for select using (
              {Clears("directive_id")} and (select sight_all()) or exists (select from assignment a where a.id = assignment_id));
            """))}
        create policy sight on difficulty_step for select using (exists (select from difficulty d where d.id = difficulty_id and d.assignment_id = difficulty_step.assignment_id));
        {string.Join('\n', Guarded.Select(table => $"alter table {table} enable row level security;"))}

        {Grants}
        """;

    public string Indexes => "create index assignment_by_helper on assignment using gin (coordinating) where cardinality(coordinating) > 0;";

    const string Grants = $"""
        do $$ begin
          if to_regrole('{Role}') is not null then
            execute format('grant usage on schema %1$I to {Role}; grant select on all tables in schema %1$I to {Role}', current_schema());
          end if;
        end $$;
        """;

    /// <summary>Gives the role what it needs, in case it was made after the tables.</summary>
    /// <exception cref="InvalidOperationException">The program may not take the role, so nobody could read anything.</exception>
    public static async Task Ensure(NpgsqlDataSource database, string schema, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add($"set search_path = {schema}");
        batch.Add(Grants);
        batch.Add($"select bool_and(pg_has_role(session_user, oid, 'member')) from pg_roles where rolname = '{Role}'");
        if (await batch.ExecuteScalarAsync(ct) is not true)
            throw new InvalidOperationException(
                $"The program may not act as the role {Role}, as which it reads for others, so nobody could read anything. "
                + "An administrator of the database (who may create roles) runs: select es.grant_seer();");
    }

    /// <summary>Mostly nothing is too secret, and then no row is looked at for it.</summary>
    static string Clears(string directive) => $"((select cardinality(id) = 0 from (select secret_directives() offset 0) of (id)) or {directive} not in ({Each("secret_directives")}))";

    /// <summary>Behind a fence: what is known without looking at rows, the planner works out for every query, needed or not.</summary>
    static string Each(string ids) => $"select unnest(id) from (select {ids}() offset 0) of (id)";

    static readonly string[] OfAssignments = ["extension_request", "difficulty", "urging", "evidence_file"];

    static readonly string[] Guarded =
        [
            "directive", "directive_link", "task", "task_wording", "assignment", "standing", "heard", "inspection", "judgement", "difficulty_step", .. OfAssignments,
            // Through what they are parts of, and in no other way.
            "assignment_once", "assignment_held", "standing_once", "standing_held", "standing_past", "standing_now"
        ];

    public void Project(RecordedEvent recorded, NpgsqlBatch sql)
    {
    }
}
