using Directives.Domain.Deadlines;
using Directives.Domain.Performing;
using Npgsql;
using NpgsqlTypes;

namespace Directives.Api.Assigning;

/// <summary>What is believed of an assignment since one position, about the days from one until another.</summary>
/// <param name="Assigned">What stays as it was assigned.</param>
/// <param name="KnownFrom">The position of the event that says so.</param>
/// <param name="EffectiveFrom">The first of these days.</param>
/// <param name="EffectiveTo">The day after the last of them.</param>
/// <param name="Lifecycle">Where the work stands.</param>
/// <param name="DoneOn">The day it was completed: claimed while the check is pending, then verified.</param>
/// <param name="Percent">The last percentage reported.</param>
/// <param name="PercentOn">The day of the report it comes from.</param>
/// <param name="Deadline">That of its task, if it has one.</param>
/// <param name="Version">Of the event that last changed it: its ETag.</param>
/// <param name="LastEventOn">The latest day an event spoke of.</param>
sealed record AssignmentRow(
    Assigned Assigned, long KnownFrom, DateOnly EffectiveFrom, DateOnly EffectiveTo, Lifecycle Lifecycle, DateOnly? DoneOn,
    int? Percent, DateOnly? PercentOn, TaskDeadline? Deadline, long Version, DateOnly LastEventOn)
{
    /// <summary>As <see cref="Read"/> and <see cref="Write"/> go through them; <c>known_to</c> comes after them.</summary>
    public const string Columns = """
        id, directive_id, task_id, lead, coordinating, assigned_on, known_from, effective_from, effective_to, lifecycle, done_on,
        percent, percent_on, deadline_phrase, deadline_kind, last_day, due_soon_days, version, last_event_on
        """;

    public static AssignmentRow Read(NpgsqlDataReader row) => new(
        new(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetString(3), row.GetFieldValue<string[]>(4), row.GetFieldValue<DateOnly>(5)),
        row.GetInt64(6), row.GetFieldValue<DateOnly>(7), row.GetFieldValue<DateOnly>(8), Names.Parse<Lifecycle>(row.GetString(9)), row.Day(10),
        row.IsDBNull(11) ? null : row.GetInt32(11), row.Day(12),
        TaskDeadline.Read(row, 13),
        row.GetInt64(17), row.GetFieldValue<DateOnly>(18));

    public async Task Write(NpgsqlBinaryImporter copy, long knownTo, CancellationToken ct)
    {
        await copy.StartRowAsync(ct);
        await copy.WriteAsync(Assigned.Id, NpgsqlDbType.Uuid, ct);
        await copy.WriteAsync(Assigned.Directive, NpgsqlDbType.Uuid, ct);
        await copy.WriteAsync(Assigned.Task, NpgsqlDbType.Uuid, ct);
        await copy.WriteAsync(Assigned.Lead, NpgsqlDbType.Text, ct);
        await copy.WriteAsync(Assigned.Coordinating, NpgsqlDbType.Array | NpgsqlDbType.Text, ct);
        await copy.WriteAsync(Assigned.On, NpgsqlDbType.Date, ct);
        await copy.WriteAsync(KnownFrom, NpgsqlDbType.Bigint, ct);
        await copy.WriteAsync(EffectiveFrom, NpgsqlDbType.Date, ct);
        await copy.WriteAsync(EffectiveTo, NpgsqlDbType.Date, ct);
        await copy.WriteAsync(Names.Of(Lifecycle), NpgsqlDbType.Text, ct);
        await copy.WriteAsync(DoneOn, NpgsqlDbType.Date, ct);
        await copy.WriteAsync(Percent, NpgsqlDbType.Integer, ct);
        await copy.WriteAsync(PercentOn, NpgsqlDbType.Date, ct);
        await copy.WriteAsync(Deadline?.Phrase, NpgsqlDbType.Text, ct);
        await copy.WriteAsync(Deadline?.Kind, NpgsqlDbType.Text, ct);
        await copy.WriteAsync(Deadline?.LastDay, NpgsqlDbType.Date, ct);
        await copy.WriteAsync(Deadline?.DueSoonDays, NpgsqlDbType.Integer, ct);
        await copy.WriteAsync(Version, NpgsqlDbType.Bigint, ct);
        await copy.WriteAsync(LastEventOn, NpgsqlDbType.Date, ct);
        await copy.WriteAsync(knownTo, NpgsqlDbType.Bigint, ct);
    }
}

sealed record Assigned(Guid Id, Guid Directive, Guid Task, string Lead, string[] Coordinating, DateOnly On);

/// <summary>A deadline as the read model keeps it.</summary>
sealed record TaskDeadline(string Phrase, string Kind, DateOnly? LastDay, int DueSoonDays)
{
    public static TaskDeadline Of(Deadline deadline) =>
        new(deadline.Phrase, Names.Of(deadline.Kind), deadline.LastCompliantDay(), deadline.PolicyInForce().DueSoonDays);

    /// <summary>From four columns side by side.</summary>
    public static TaskDeadline? Read(NpgsqlDataReader row, int first) =>
        row.IsDBNull(first) ? null : new(row.GetString(first), row.GetString(first + 1), row.Day(first + 2), row.GetInt32(first + 3));
}
