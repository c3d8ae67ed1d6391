using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.EventSourcing;

namespace Directives.Api.Agencies;

/// <summary>Who exists and when, read from the streams themselves: an agency is known from the moment its registration is answered.</summary>
public sealed class AgencyRegister(AgencyDecider agencies)
{
    public static Guid StreamOf(AgencyId agency) => StableId.Of($"agency:{agency.Value}");

    /// <summary>What registering an agency asks of it, and what others have against it.</summary>
    public async Task<(RegisterAgency Command, Refusal? Elsewhere)> Asked(RegisterAgencyBody body, Write write, CancellationToken ct)
    {
        var command = new RegisterAgency(body.Code, body.Name, body.Kind, body.Level, body.EffectiveOn, body.Parent, body.OfficialCode) { Today = write.Today };
        // Of its own parent the rule says more than that it is unknown.
        return (command, body.Parent is { } parent && parent != body.Code ? await Absent([parent], command.Day, "/parent", ct) : null);
    }

    /// <summary>The refusal that names the first agency nobody registered; null when all are known.</summary>
    public async Task<Refusal?> Unknown(IReadOnlyList<AgencyId> codes, string field, CancellationToken ct) => (await Find(codes, field, ct)).Unknown;

    /// <summary>The refusal that names the first agency that is unknown, or does not exist on the day; null when all do.</summary>
    public Task<Refusal?> Absent(IReadOnlyList<AgencyId> codes, DateOnly day, string field, CancellationToken ct) => Absent(codes, day, day, field, ct);

    /// <summary>The same for those that exist on none of the days from one to the other.</summary>
    public async Task<Refusal?> Absent(IReadOnlyList<AgencyId> codes, DateOnly first, DateOnly last, string field, CancellationToken ct)
    {
        var (known, unknown) = await Find(codes, field, ct);
        if (unknown is not null || known.FirstOrDefault(agency => !agency.ExistsWithin(first, last)) is not { Registered: { } registered } absent)
            return unknown;
        var ending = first < registered.EffectiveOn ? null : absent.Ending;
        return AgencyRefusals.NotInExistence(registered.Agency, first, registered.EffectiveOn, ending?.LastDay, ending?.Successor) with { Field = field };
    }

    /// <summary>One agency; null when nobody registered it.</summary>
    public async Task<Agency?> Find(AgencyId code, CancellationToken ct) => (await agencies.Load([StreamOf(code)], ct)).Values.SingleOrDefault();

    /// <summary>Those of several that are registered.</summary>
    public async Task<IReadOnlyCollection<Agency>> Find(IReadOnlyList<AgencyId> codes, CancellationToken ct) =>
        [.. (await agencies.Load([.. codes.Distinct().Select(StreamOf)], ct)).Values];

    /// <summary>Whether on a day an agency exists, or the one that succeeded it, or the one that succeeded that one, and so on.</summary>
    public async Task<bool> IsContinued(AgencyId code, DateOnly day, CancellationToken ct)
    {
        var passed = new HashSet<AgencyId>();
        for (AgencyId? next = code; next is { } one && passed.Add(one);)
        {
            var agency = await Find(one, ct);
            if (agency?.ExistsOn(day) is true)
                return true;
            next = agency?.SuccessorOn(day);
        }

        return false;
    }

    /// <summary>The refusal when the body that is to stand above an agency stands below it on that day.</summary>
    public async Task<Refusal?> BelowItself(AgencyId agency, AgencyId? parent, DateOnly day, CancellationToken ct)
    {
        var above = new HashSet<AgencyId>();
        for (var next = parent; next is { } body && above.Add(body); next = (await Find(body, ct))?.ParentOn(day))
            if (body == agency)
                return body == parent ? AgencyRefusals.OwnParent : AgencyRefusals.BelowItself;
        return null;
    }

    async Task<(IReadOnlyList<Agency> Known, Refusal? Unknown)> Find(IReadOnlyList<AgencyId> codes, string field, CancellationToken ct)
    {
        var streams = codes.Distinct().ToDictionary(StreamOf);
        var known = await agencies.Load([.. streams.Keys], ct);
        var missing = streams.Where(stream => !known.ContainsKey(stream.Key)).Select(stream => stream.Value).ToList();
        return (
            [.. streams.Keys.Where(known.ContainsKey).Select(stream => known[stream])],
            missing is [] ? null : AgencyRefusals.Unknown(missing[0]) with { Field = field });
    }
}
