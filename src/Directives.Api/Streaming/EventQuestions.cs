using Directives.Api.Agencies;
using Directives.Domain;
using Directives.EventSourcing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Streaming;

/// <summary>Looks at what is asked of the log before anything is answered: a filter for what nobody has entered would be silent for ever.</summary>
public sealed class EventQuestions(EventStore store, EventTypes types, AgencyRegister register, ReadModels read)
{
    /// <summary>The position up to which all is recorded and projected; or the problem with the question.</summary>
    /// <param name="after">Where reading is to begin.</param>
    /// <param name="name">What that is called where it was said.</param>
    /// <param name="filter">What is wanted.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <param name="minPosition">Wait until this has been projected.</param>
    public async Task<(long End, ProblemHttpResult? Problem)> Check(long after, string name, EventFilter filter, CancellationToken ct, long? minPosition = null)
    {
        if (after < 0)
            return (0, (ReadingRefusals.NegativePosition with { Field = name }).ToProblem());
        if (await Unknown(filter, ct) is { } unknown)
            return (0, unknown.ToProblem());
        var (point, problem) = await read.Resolve(new() { MinPosition = minPosition }, ct);
        return problem is null && after > point.Position
            ? (0, (ReadingRefusals.PositionNotReached(after) with { Field = name }).ToProblem())
            : (point.Position, problem);
    }

    /// <summary>The refusal that names what a filter asks for and nobody has entered; null when all of it is there.</summary>
    /// <param name="filter">What is wanted.</param>
    /// <param name="ct">Cancels the look-up.</param>
    /// <param name="at">Where its members stand: nowhere if in the address, <c>/</c> if in a body.</param>
    public async Task<Refusal?> Unknown(EventFilter filter, CancellationToken ct, string at = "")
    {
        if (filter.Agency is not null && !AgencyId.TryParse(filter.Agency, out _))
            throw new BadRequestException(HttpRefusals.AgencyCodeExpected with { Field = $"{at}agency" });
        if (filter.Type.FirstOrDefault(type => !types.Names.ContainsKey(type)) is { } type)
            return StreamingRefusals.UnknownEventType(type) with { Field = at is "" ? "type" : $"{at}types" };
        if (filter.Agency is not null && await register.Unknown([new(filter.Agency)], $"{at}agency", ct) is { } agency)
            return agency;
        return filter.Directive is { } directive && await store.Missing([directive], ct, "directive") is not []
            ? Refusals.UnknownDirective(new(directive)) with { Field = $"{at}directive" }
            : null;
    }
}
