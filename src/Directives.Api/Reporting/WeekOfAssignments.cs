using System.Collections;
using Directives.Api.Assigning;
using Directives.Api.Deadlines;
using Directives.Domain.Reporting;
using Npgsql;

namespace Directives.Api.Reporting;

/// <summary>What became of an assignment in a week.</summary>
/// <param name="Assignment">Its id.</param>
/// <param name="Directive">The directive's id.</param>
/// <param name="Lead">The number of the agency that leads it at the close.</param>
/// <param name="WasLead">Of the one that did on the eve, or of the same if it was not there.</param>
/// <param name="Course">The number of its course.</param>
/// <param name="Reported">Whether a lead reported on it in the week.</param>
readonly record struct AssignmentInWeek(Guid Assignment, Guid Directive, int Lead, int WasLead, int Course, bool Reported);

/// <summary>
/// Every assignment on the eve of a week and at its close, as known at one position: what every figure of the weekly report
/// is counted from, and every list behind a figure is read from. The database says which standings held, and no more; each
/// stand is judged once, here. So it is one pass over them, whatever the planner thinks of it.
/// </summary>
sealed class WeekOfAssignments
{
    /// <summary>Work of which nothing was heard for so many working days is silent.</summary>
    public const int SilentAfterWorkingDays = 10;

    /// <summary>What was told more than so many days after it was done was told late.</summary>
    public const int ToldLateAfterDays = 7;

    readonly ReadModels read;
    readonly ReportingWeek week;
    readonly long position;
    readonly DateOnly silentSince;
    readonly Courses courses;
    readonly Supposition? supposed;
    readonly Dictionary<long, Facts> stands;

    /// <param name="read">The read models.</param>
    /// <param name="all">All stands there are.</param>
    /// <param name="week">The week.</param>
    /// <param name="position">What was recorded up to here counts.</param>
    /// <param name="silentSince">The last day that is too long ago to have been heard on.</param>
    /// <param name="courses">Where courses get their numbers.</param>
    /// <param name="supposed">What is taken to be otherwise than recorded.</param>
    public WeekOfAssignments(
        ReadModels read, IEnumerable<(long Id, Stand Stand)> all, ReportingWeek week, long position, DateOnly silentSince, Courses courses, Supposition? supposed = null)
    {
        (this.read, this.week, this.position, this.silentSince, this.courses, this.supposed) = (read, week, position, silentSince, courses, supposed);
        stands = [];
        foreach (var (id, stand) in all)
        {
            var judged = new Judged(stand, supposed);
            stands[id] = new(
                courses.Of(judged.On(week.Eve)), courses.Of(judged.AtThe(week.End)), judged.LastDay, judged.StatedLastDay, stand.Extensions, Course.IsOpenWork(stand.Lifecycle));
        }
    }

    /// <summary>Shows them one by one, in no order.</summary>
    public async Task Each(Action<AssignmentInWeek> take, CancellationToken ct)
    {
        // A bit for each position at which something may have been assigned.
        var (heard, lately, reported) = (new BitArray((int)position + 1), new BitArray((int)position + 1), new BitArray((int)position + 1));
        await read.Each(
            "select assigned_at, day > $2, reported from heard where day > least($2, $4) and day <= $3 and known_from <= $1",
            row =>
            {
                var (at, inWeek) = ((int)row.GetInt64(0), row.GetBoolean(1));
                (inWeek ? heard : lately)[at] = true;
                if (inWeek && row.GetBoolean(2))
                    reported[at] = true;
            },
            ct, position, week.Eve, week.End, silentSince);

        var (eves, moved) = (new Dictionary<long, Held>(), new List<Held>());
        await read.Each(
            $"""
            select assigned_at, assignment_id, directive_id, lead, stand,
              (effective_from <= $2)::int + 2 * (effective_to > $3)::int + case when told_on > done_on + {ToldLateAfterDays} then 4 else 0 end, done_on
            from standing
            where known_from <= $1 and known_to > $1 and effective_from <= $3 and effective_to > $2 and (effective_from <= $2 or effective_to > $3)
            """,
            row => See(Held.Read(row, courses), isSupposed: false), ct, position, week.Eve, week.End);
        foreach (var standing in supposed?.Standings ?? [])
            if (Held.Of(standing, week, courses) is { } held)
                See(held, isSupposed: true);
        foreach (var held in moved)
            take(Seen(held, eves.TryGetValue(held.AssignedAt, out var was) ? was : null));

        void See(Held held, bool isSupposed)
        {
            if (!isSupposed && supposed?.Assignments.Contains(held.Assignment) is true)
                return;
            if (held is { OnTheEve: true, AtTheClose: true })
                take(Seen(held, held));
            else if (held.OnTheEve)
                eves.Add(held.AssignedAt, held);
            else
                moved.Add(held);
        }

        AssignmentInWeek Seen(Held held, Held? was)
        {
            var at = (int)held.AssignedAt;
            var now = stands[held.Stand];
            var before = was is null ? default : was.Value.Stand == held.Stand ? now : stands[was.Value.Stand];
            return new(held.Assignment, held.Directive, held.Lead, was?.Lead ?? held.Lead, courses.Of(
                before.Eve, now.Close,
                (!now.IsOpen ? Told.Nothing : heard[at] ? Told.Heard : lately[at] ? Told.Nothing : Told.Silent)
                | (held.DoneOn <= now.LastDay ? Told.OnTime : Told.Nothing)
                | (held.DoneOn > now.StatedLastDay ? Told.OnlyByExtension : Told.Nothing)
                | (held.ToldLate ? Told.ToldLate : Told.Nothing)
                | (was is not null && was.Value.Lead != held.Lead ? Told.Transferred : Told.Nothing)
                | (now.Extensions > before.Extensions ? Told.Granted : Told.Nothing)), reported[at]);
        }
    }

    /// <summary>What is asked of a stand a million times.</summary>
    readonly record struct Facts(int Eve, int Close, DateOnly? LastDay, DateOnly? StatedLastDay, int Extensions, bool IsOpen);

    /// <summary>A standing that held on the eve, at the close, or both.</summary>
    readonly record struct Held(long AssignedAt, Guid Assignment, Guid Directive, int Lead, long Stand, bool OnTheEve, bool AtTheClose, bool ToldLate, DateOnly? DoneOn)
    {
        public static Held Read(NpgsqlDataReader row, Courses courses)
        {
            var bits = row.GetInt32(5);
            return new(row.GetInt64(0), row.GetGuid(1), row.GetGuid(2), courses.Leads.Of(row.GetString(3)), row.GetInt64(4), (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, row.Day(6));
        }

        public static Held? Of(StandingRow row, ReportingWeek week, Courses courses)
        {
            var (eve, close) = (row.EffectiveFrom <= week.Eve && row.EffectiveTo > week.Eve, row.EffectiveFrom <= week.End && row.EffectiveTo > week.End);
            return eve || close
                ? new(row.Assigned.At, row.Assigned.Id, row.Assigned.Directive, courses.Leads.Of(row.Lead), row.Stand.Id(), eve, close, row.ToldOn > row.DoneOn?.AddDays(ToldLateAfterDays), row.DoneOn)
                : null;
        }
    }
}

/// <summary>Sees weeks of assignments.</summary>
public sealed class WeeksOfAssignments(ReadModels read, Stands stands, RulesInForce rules)
{
    internal async Task<WeekOfAssignments> Of(ReportingWeek week, long position, Courses courses, CancellationToken ct, Supposition? supposed = null) => new(
        read, [.. await stands.All(ct), .. supposed?.Stands ?? []], week, position,
        (await rules.At(position, week.End, ct)).Calendar.AddWorkingDays(week.End, -WeekOfAssignments.SilentAfterWorkingDays), courses, supposed);
}
