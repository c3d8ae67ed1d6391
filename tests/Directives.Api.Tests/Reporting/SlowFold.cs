using Directives.Api.Assigning;
using Directives.Domain;
using Directives.Domain.Correcting;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Tests.Reporting;

/// <summary>How an assignment stands, as far as the read model and <see cref="SlowFold"/> both say it.</summary>
sealed record Held(
    AgencyId Lead, string Coordinating, string? Head, Lifecycle Lifecycle, Timeliness? Timeliness, DateOnly? ClaimedOn, DateOnly? DoneOn, int? Percent, DateOnly? LastDay, int Extensions,
    TaskNature Nature, bool Restated, string Title)
{
    public static Held Of(AssignmentItem item) => new(
        item.Lead, string.Join(' ', item.Coordinating), item.Head, item.Lifecycle, item.Timeliness, item.ClaimedOn, item.DoneOn, item.Percent, item.LastCompliantDay, item.Extensions,
        item.Nature, item.Restated, item.Title.Vi);

    /// <summary>What a row says of a day; it knows no titles.</summary>
    public static Held Of(AssignmentRow row, DateOnly day) => new(
        new(row.Lead), string.Join(' ', row.Coordinating), row.Head, row.Lifecycle,
        TimelinessRule.Judge(row.Lifecycle, row.DoneOn, row.Task.Deadline is { } deadline ? Names.Parse<DeadlineKind>(deadline.Kind) : null, row.LastDay, day, row.Task.Deadline?.DueSoonDays ?? 0, row.StoppedSince),
        row.ClaimedOn, row.DoneOn, row.Percent, row.LastDay, row.Extensions, Names.Parse<TaskNature>(row.Task.Nature), row.Task.Restated, "");
}

/// <summary>
/// The slow and obvious way to say what held on a day as known at a position: correct what was known by then, and of what
/// was effective by then let the last word count. A claim whose check is known counts as the check found; what was
/// completed when it was ended stays completed.
/// </summary>
static class SlowFold
{
    public static Dictionary<AssignmentId, Held> Of(IReadOnlyList<DirectiveEvent> known, DateOnly day)
    {
        var events = Corrected(known);
        return events.OfType<TaskAssigned>().Where(assigned => assigned.EffectiveOn <= day).ToDictionary(assigned => assigned.Assignment, assigned => Of(assigned, events, day));
    }

    static Held Of(TaskAssigned assigned, List<DirectiveEvent> events, DateOnly day)
    {
        var (id, task) = (assigned.Assignment, assigned.Task);
        var work = Lifecycle.NotStarted;
        Lifecycle? before = null, ended = null;
        DateOnly? claimedOn = null, doneOn = null, extendedTo = null, percentOn = null;
        int? percent = null;
        var (lead, coordinating, extensions, restated) = (assigned.Lead, assigned.Coordinating.ToList(), 0, false);
        var stoppedBefore = 0;
        string? head = null;
        Deadline? deadline = null;
        List<(DateOnly From, DateOnly? Until)> stops = [];
        var identified = events.OfType<TaskIdentified>().Single(e => e.Task == task);
        var (nature, title) = (identified.Nature, identified.Title.Vi);
        var assignedAt = events.IndexOf(assigned);

        for (var i = 0; i < events.Count; i++)
        {
            // What was said of the task before somebody got it holds for them whole.
            var e = events[i];
            if (e.EffectiveOn > day && !(i < assignedAt && e is ITaskEvent))
                continue;
            if (e is ITaskEvent of && of.Task != task || e is IAssignmentEvent about && about.Assignment != id)
                continue;
            switch (e)
            {
                case TaskReworded r: (nature, title) = (r.Nature, r.EffectiveOn <= day ? r.Title.Vi : title); break;
                case TaskRestated: restated = true; break;
                case DeadlineSet d: deadline = d.Deadline; break;
                case DeadlineClarified d: deadline = d.Deadline; break;
                case TaskSuspended s: stops.Add((s.EffectiveOn, null)); break;
                case TaskResumed r when stops is [.., var last]: stops[^1] = (last.From, r.EffectiveOn); break;
                case TaskCancelled when !CompletedBy(i): (ended, doneOn) = (ended ?? Lifecycle.Cancelled, work is Lifecycle.Completed ? doneOn : null); break;
                case DirectiveSuperseded when i > assignedAt && !CompletedBy(i): (ended, doneOn) = (ended ?? Lifecycle.Superseded, work is Lifecycle.Completed ? doneOn : null); break;
                case AssignmentMerged: ended ??= Lifecycle.Superseded; break;

                case LeadTransferred t:
                    (lead, head, work) = (t.To, null, work is Lifecycle.Returned ? Lifecycle.NotStarted : work);
                    coordinating.RemoveAll(agency => agency == t.To);
                    break;
                case CoordinatorAdded c: coordinating.Add(c.Agency); break;
                case CoordinatorRemoved c: coordinating.RemoveAll(agency => agency == c.Agency); break;
                case HeadNamed h: head = $"{h.Person}, {h.Post}"; break;
                case TaskReturned: (before, work) = (work, Lifecycle.Returned); break;
                case ReturnRefused when work is Lifecycle.Returned: work = before!.Value; break;

                case ExtensionApproved x: Extend(x.To, x.Number); break;
                case ExtensionAccepted x: Extend(x.To, x.Number); break;

                case WorkStarted: (work, doneOn) = (Lifecycle.InProgress, null); break;
                case ProgressReported p:
                    work = work is Lifecycle.NotStarted ? Lifecycle.InProgress : work;
                    if (p.Percent is not null && !(percentOn > p.EffectiveOn))
                        (percent, percentOn) = (p.Percent, p.EffectiveOn);
                    break;
                case CompletionReported when events.Skip(i).Any(later => later is CompletionVerified v && v.Assignment == id || later is ReworkRequired r && r.Assignment == id):
                    (work, claimedOn, doneOn) = (Lifecycle.InProgress, e.EffectiveOn, null);
                    break;
                case CompletionReported: (work, claimedOn, doneOn) = (Lifecycle.CompletionReported, e.EffectiveOn, e.EffectiveOn); break;
                case CompletionVerified v: (work, doneOn) = (Lifecycle.Completed, v.EffectiveOn); break;
                case ReworkRequired or TaskReopened: (work, claimedOn, doneOn) = (Lifecycle.ReworkRequired, null, null); break;
            }
        }

        DateOnly? stoppedSince = stops is [.., { Until: null } open] ? open.From : null;
        var lifecycle = work is Lifecycle.Completed ? work : ended ?? (stoppedSince is not null && work is not Lifecycle.CompletionReported ? Lifecycle.Suspended : work);
        var stated = deadline?.LastCompliantDay()?.AddDays(stoppedBefore);
        var lastDay = (extendedTo > stated || stated is null ? extendedTo : stated)?.AddDays(stops.Sum(Days));
        return new(
            lead, string.Join(' ', coordinating), head, lifecycle,
            TimelinessRule.Judge(lifecycle, doneOn, deadline?.Kind, lastDay, stoppedSince <= day ? stoppedSince.Value.AddDays(-1) : day, deadline?.DueSoonDays() ?? 0),
            claimedOn, doneOn, percent, lastDay, extensions, nature, restated, title);

        // What was granted counts with all that had stood still by then, and is worth nothing if the deadline was later after all.
        void Extend(DateOnly to, int number)
        {
            (extendedTo, extensions) = (to, number);
            stoppedBefore += stops.Sum(stop => stop.Until!.Value.DayNumber - stop.From.DayNumber);
            stops.Clear();
        }

        bool CompletedBy(int i) => events.Take(i).LastOrDefault(e => e is CompletionVerified v && v.Assignment == id || e is TaskReopened r && r.Assignment == id) is CompletionVerified;

        int Days((DateOnly From, DateOnly? Until) stop)
        {
            var count = 0;
            for (var d = stop.From; d < (stop.Until ?? (doneOn is null ? stop.From : DateOnly.MaxValue)) && !(d > doneOn); d = d.AddDays(1))
                count++;
            return count;
        }
    }

    /// <summary>As if it had been recorded rightly from the start.</summary>
    static List<DirectiveEvent> Corrected(IReadOnlyList<DirectiveEvent> known)
    {
        List<DirectiveEvent> events = [];
        foreach (var e in known)
        {
            switch ((e as RecordCorrected)?.Correction)
            {
                case Correction.CompletedOn c: Put<CompletionVerified>(v => v.Assignment == c.Assignment, v => v with { EffectiveOn = c.Day }); break;
                case Correction.Lead c:
                    Put<TaskAssigned>(a => a.Assignment == c.Assignment, a => a with { Lead = c.Agency, Coordinating = [.. a.Coordinating.Where(agency => agency != c.Agency)] });
                    events.RemoveAll(before => before is HeadNamed h && h.Assignment == c.Assignment || before is CoordinatorAdded a && (a.Assignment, a.Agency) == (c.Assignment, c.Agency));
                    break;
                case Correction.StatedDeadline c: Put<DeadlineSet>(d => d.Task == c.Task, d => d with { Deadline = c.Deadline }); break;
                case Correction.Kind c: Put<TaskIdentified>(t => t.Task == c.Task, t => t with { Nature = c.Nature, KeyTask = c.KeyTask }); break;
                case Correction.Percent c:
                    var reports = events.OfType<ProgressReported>().Where(p => p.Assignment == c.Assignment && p.Percent is not null).ToList();
                    var last = reports.Last(p => p.EffectiveOn == reports.Max(report => report.EffectiveOn));
                    events[events.FindLastIndex(p => ReferenceEquals(p, last))] = last with { Percent = c.Value };
                    break;
            }

            events.Add(e);
        }

        return events;

        void Put<TEvent>(Func<TEvent, bool> which, Func<TEvent, TEvent> corrected) where TEvent : DirectiveEvent
        {
            var at = events.FindLastIndex(e => e is TEvent one && which(one));
            events[at] = corrected((TEvent)events[at]);
        }
    }
}
