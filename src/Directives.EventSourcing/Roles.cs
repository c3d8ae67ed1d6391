using Npgsql;

namespace Directives.EventSourcing;

/// <summary>The roles of <c>Schema/006_roles.sql</c>, as far as a program has to do with them.</summary>
public static class Roles
{
    /// <summary>
    /// A connection string to the same database with no more rights than a program needs: every session acts as
    /// <c>es_app</c>, which can append and read but not rewrite. Null when the login may not act as that role, or the role
    /// may not work in this database; the warnings of the migration say what is missing.
    /// </summary>
    public static async Task<string?> Restricted(string connectionString, CancellationToken ct)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync(ct);
        await using var usable = new NpgsqlCommand(
            """
            select bool_and(pg_has_role(oid, 'member') and has_schema_privilege(oid, 'es', 'usage') and has_database_privilege(oid, current_database(), 'create'))
            from pg_roles where rolname = 'es_app'
            """, connection);
        if (await usable.ExecuteScalarAsync(ct) is not true)
            return null;

        // A startup option, because a session that goes back to the pool is reset to those.
        builder = new(connectionString);
        builder.Options = $"{builder.Options} -c role=es_app".TrimStart();
        return builder.ConnectionString;
    }
}
