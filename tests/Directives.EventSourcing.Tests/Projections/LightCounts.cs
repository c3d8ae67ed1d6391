using Directives.EventSourcing.Projections;
using Npgsql;

namespace Directives.EventSourcing.Tests.Projections;

/// <summary>
/// A read model that gives away every mistake of its runner: how often each event was applied, and how far each light
/// was when it was. Events on which it fails are marked by what they say.
/// </summary>
public sealed class LightCounts : IProjectedTable
{
    public const string FailsInSql = "fails in SQL";
    public const string FailsInCode = "fails in code";

    public string Tables =>
        """
        create table applied (position bigint primary key, times int not null);
        create table light (id uuid primary key, events int not null, level numeric not null);
        """;

    public void Project(RecordedEvent recorded, NpgsqlBatch sql)
    {
        sql.Add("insert into applied values ($1, 1) on conflict (position) do update set times = applied.times + 1", recorded.Position);
        if (recorded.Data is not Dimmed dimmed)
            return;
        if (dimmed.Reason == FailsInCode)
            throw new NotSupportedException(FailsInCode);
        sql.Add(
            "insert into light values ($1, 1, $2) on conflict (id) do update set events = light.events + 1, level = $2",
            recorded.Stream, dimmed.Level);
        if (dimmed.Reason == FailsInSql)
            sql.Add("select 1 / 0");
    }
}
