using Directives.Api.Access;
using Directives.Domain;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.EventSourcing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Issuing;

/// <summary>Which directives and tasks there are, read from the streams themselves: a directive is known from the moment its entry is answered.</summary>
public sealed class DirectiveRegister(DirectiveDecider directives, ReadModels read)
{
    /// <summary>A numbered document's id follows from what makes it that document, so that whoever enters it again meets the first entry.</summary>
    public static Guid? IdOf(DirectiveType type, string? number, IReadOnlyList<AgencyId> issuedBy, CalendarPeriod issuedOn) =>
        NaturalKey.Of(type, number, issuedBy, issuedOn) is { } key ? StableId.Of($"directive:{key}") : null;

    /// <summary>The refusal that names the first link of a directive to another one, or to a task of it, that is not there; null when all are.</summary>
    public async Task<Refusal?> Unknown(Guid self, IReadOnlyList<DirectiveLink> links, CancellationToken ct)
    {
        var known = await directives.Load([.. links.Select(link => link.Directive.Value).Distinct()], ct);
        foreach (var (i, link) in links.Index().Where(link => link.Item.Directive.Value != self))
        {
            if (!known.TryGetValue(link.Directive.Value, out var directive) || Sight.Current?.Sees(directive) is false)
                return Refusals.UnknownDirective(link.Directive) with { Field = $"/links/{i}/directive" };
            if (link.Task is { } task && !directive.Tasks.ContainsKey(task))
                return Refusals.UnknownTask(task) with { Field = $"/links/{i}/task" };
        }

        return null;
    }

    /// <summary>The refusal when there is no such directive; null when there is, or none is meant.</summary>
    public async Task<Refusal?> Unknown(DirectiveId? id, string field, CancellationToken ct) =>
        id is { } directive && (await Seen(directive, ct)).Issued is null ? Refusals.UnknownDirective(directive) with { Field = field } : null;

    /// <summary>The refusal when a document is not whoever asks' to enter: too secret for it, of bodies it does not serve, or entered where it may not look.</summary>
    public async Task<Refusal?> MayEnter(Guid id, IReadOnlyList<AgencyId> issuedBy, SecrecyLevel secrecy, SecrecyCeiling ceiling, CancellationToken ct) =>
        Sight.Current is not { } sight ? null
        : secrecy > sight.Cleared && secrecy <= ceiling.Highest ? EntryRefusals.NotCleared
        : !sight.IsOfAll && !issuedBy.Any(sight.Agencies.Contains) ? EntryRefusals.NotServed
        : (await directives.Load(id, ct)).State is { Issued: not null } there && !sight.Sees(there) ? IssuingRefusals.NumberTaken
        : null;

    /// <summary>A directive as far as whoever asks may know of it; one without a document if it may not, or there is none.</summary>
    public async Task<Directive> Seen(DirectiveId directive, CancellationToken ct)
    {
        var (state, _) = await directives.Load(directive.Value, ct);
        return Sight.Current?.Sees(state) is false ? Directive.Initial : state;
    }

    /// <summary>What superseded a directive, what superseded that, and so on.</summary>
    public async Task<IReadOnlyCollection<DirectiveId>> SuccessorsOf(DirectiveId? directive, CancellationToken ct)
    {
        var successors = new HashSet<DirectiveId>();
        for (var next = directive; next is { } current; next = (await directives.Load(current.Value, ct)).State.Superseded?.Superseding)
            if (current != directive && !successors.Add(current))
                break;
        return successors;
    }

    /// <summary>A task that repeats this one; the problem when it cannot be told yet.</summary>
    public async Task<(TaskReference? By, ProblemHttpResult? Problem)> RestatedBy(Guid task, CancellationToken ct)
    {
        if ((await read.Resolve(new(), ct)).Problem is { } problem)
            return (null, problem);
        var restating = await read.Rows(
            "select directive_id, id from task where restates_task = $1 limit 1", row => new TaskReference(new(row.GetGuid(0)), new(row.GetGuid(1))), ct, task);
        return (restating.SingleOrDefault(), null);
    }
}

public static class EntryRefusals
{
    public static Refusal NotCleared { get; } = new(RefusalKind.Forbidden, "not-cleared", new("Mã truy cập này không cho phép đưa vào văn bản có độ mật cao như vậy.", "This token is not cleared for a document as secret as this."), "/secrecy");
    public static Refusal NotServed { get; } = new(RefusalKind.Forbidden, "not-its-office", new("Cơ quan này không đưa vào văn bản của các cơ quan ban hành đó.", "This agency does not enter documents of those bodies."), "/issuedBy");
}
