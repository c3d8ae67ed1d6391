using Npgsql;
using NpgsqlTypes;

namespace Directives.Api.Assigning;

/// <summary>From one day until another an assignment has a stand, as was believed since one position.</summary>
/// <param name="Assigned">What stays as it was assigned.</param>
/// <param name="Lead">The agency that answers for it.</param>
/// <param name="DoneOn">The day it was completed.</param>
/// <param name="ToldOn">The day we were told.</param>
/// <param name="Stand">What it is in the eyes of a report.</param>
/// <param name="EffectiveFrom">The first of these days.</param>
/// <param name="EffectiveTo">The day after the last of them.</param>
/// <param name="KnownFrom">The position of the event that says so.</param>
sealed record StandingRow(Assigned Assigned, string Lead, DateOnly? DoneOn, DateOnly? ToldOn, Stand Stand, DateOnly EffectiveFrom, DateOnly EffectiveTo, long KnownFrom)
{
    public const string Columns = "known_from, known_to, stand, effective_from, effective_to, done_on, told_on, assignment_id, assigned_at, directive_id, lead";

    public static StandingRow Of(AssignmentRow row, long knownFrom) =>
        new(row.Assigned, row.Lead, row.DoneOn, row.ToldOn, row.Stand, row.EffectiveFrom, row.EffectiveTo, knownFrom);

    /// <summary>What rows say of days on end, as few as can be.</summary>
    public static List<StandingRow> Of(IEnumerable<AssignmentRow> rows, long knownFrom)
    {
        var standings = new List<StandingRow>();
        foreach (var next in rows.Select(row => Of(row, knownFrom)))
            if (standings is [.., var last] && last with { EffectiveFrom = next.EffectiveFrom, EffectiveTo = next.EffectiveTo } == next)
                standings[^1] = last with { EffectiveTo = next.EffectiveTo };
            else
                standings.Add(next);
        return standings;
    }

    /// <summary>Whether reports see two rows alike, but for their days.</summary>
    public static bool Same(AssignmentRow one, AssignmentRow other) =>
        (one.Lead, one.DoneOn, one.ToldOn) == (other.Lead, other.DoneOn, other.ToldOn) && one.Stand == other.Stand;

    public async Task Write(NpgsqlBinaryImporter copy, long stand, long knownTo, CancellationToken ct)
    {
        await copy.StartRowAsync(ct);
        await copy.WriteAsync(KnownFrom, NpgsqlDbType.Bigint, ct);
        await copy.WriteAsync(knownTo, NpgsqlDbType.Bigint, ct);
        await copy.WriteAsync(stand, NpgsqlDbType.Bigint, ct);
        await copy.WriteAsync(EffectiveFrom, NpgsqlDbType.Date, ct);
        await copy.WriteAsync(EffectiveTo, NpgsqlDbType.Date, ct);
        await copy.WriteAsync(DoneOn, NpgsqlDbType.Date, ct);
        await copy.WriteAsync(ToldOn, NpgsqlDbType.Date, ct);
        await copy.WriteAsync(Assigned.Id, NpgsqlDbType.Uuid, ct);
        await copy.WriteAsync(Assigned.At, NpgsqlDbType.Bigint, ct);
        await copy.WriteAsync(Assigned.Directive, NpgsqlDbType.Uuid, ct);
        await copy.WriteAsync(Lead, NpgsqlDbType.Text, ct);
    }
}

/// <summary>Something was heard of an assignment, of a day of which nothing had been heard; or its lead reported.</summary>
readonly record struct Heard(DateOnly Day, Assigned Assigned, long KnownFrom, bool Reported);
