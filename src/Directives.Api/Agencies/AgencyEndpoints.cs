using Directives.Domain;
using Directives.Domain.Agencies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Agencies;

using WriteResult = Task<Results<Created<Receipt>, ProblemHttpResult>>;

public static class AgencyEndpoints
{
    public static void MapAgencies(this IEndpointRouteBuilder routes)
    {
        var agencies = routes.MapGroup("/agencies").WithTags("Agencies");

        agencies.MapGet("/", AgencyList.Get).WithSummary("The agencies that exist on a day, as known at an instant or position.");
        agencies.MapGet("/{code}", AgencyDetails.Get).WithSummary("One agency as it is on a day: name, parent, head, whether it exists and who succeeded it.");
        agencies.MapGet("/{code}/history", AgencyHistory.Get).WithSummary("One agency's names, parents, official codes and heads, each with its days.");

        routes.MapGet("/directives/{directive:guid}/assignments/{assignment:guid}/responsibility", Responsibility.Get)
            .WithTags("Assigning").WithSummary("Who was responsible for an assignment on a day, as known at an instant or position.");

        agencies.MapPost("/", Register).WithSummary("Registers an agency under a code of its own.");
        agencies.MapPost("/{code}/names", Rename).WithSummary("Gives an agency another name from a day on; its code stays.");
        agencies.MapPost("/{code}/parents", Move).WithSummary("Puts an agency below another one from a day on, or below none.");
        agencies.MapPost("/{code}/official-codes", GiveCode).WithSummary("Gives an agency another official code from a day on.");
        agencies.MapPost("/{code}/heads", Appoint).WithSummary("Appoints an agency's head; whoever was in post has to have left.");
        agencies.MapPost("/{code}/heads/departures", Leave).WithSummary("Records the first day on which a head is no longer in post.");
        agencies.MapPost("/{code}/mergers", Merge).WithSummary("Ends an agency by merging it into another, which takes its open work.");
        agencies.MapPost("/{code}/splits", Split).WithSummary("Ends an agency by splitting it into others; one of them takes its open work.");
        agencies.MapPost("/{code}/abolitions", Abolish).WithSummary("Ends an agency; a successor, if there is one, takes its open work.");
    }

    static async WriteResult Register(RegisterAgencyBody body, Write write, AgencyDecider agencies, AgencyRegister register, HttpResponse response, CancellationToken ct)
    {
        var (command, elsewhere) = await register.Asked(body, write, ct);
        return await Change(command, elsewhere, write, agencies, response, ct);
    }

    static WriteResult Rename(AgencyId code, RenameBody body, Write write, AgencyDecider agencies, HttpResponse response, CancellationToken ct) =>
        Change(new RenameAgency(code, body.Name, body.Authority, body.EffectiveOn) { Today = write.Today }, null, write, agencies, response, ct);

    static async WriteResult Move(AgencyId code, MoveBody body, Write write, AgencyDecider agencies, AgencyRegister register, HttpResponse response, CancellationToken ct)
    {
        var command = new MoveAgency(code, body.Parent, body.Authority, body.EffectiveOn) { Today = write.Today };
        var elsewhere = body.Parent is { } parent
            ? await register.Absent([parent], command.Day, "/parent", ct) ?? await register.BelowItself(code, parent, command.Day, ct)
            : null;
        return await Change(command, elsewhere, write, agencies, response, ct);
    }

    static WriteResult GiveCode(AgencyId code, GiveCodeBody body, Write write, AgencyDecider agencies, HttpResponse response, CancellationToken ct) =>
        Change(new GiveOfficialCode(code, body.OfficialCode, body.EffectiveOn, body.Authority) { Today = write.Today }, null, write, agencies, response, ct);

    static WriteResult Appoint(AgencyId code, AppointBody body, Write write, AgencyDecider agencies, HttpResponse response, CancellationToken ct) =>
        Change(new AppointHead(code, body.Person, body.Post, body.EffectiveOn, body.Authority) { Today = write.Today }, null, write, agencies, response, ct);

    static WriteResult Leave(AgencyId code, LeaveBody body, Write write, AgencyDecider agencies, HttpResponse response, CancellationToken ct) =>
        Change(new RecordHeadLeft(code, body.Person, body.EffectiveOn) { Today = write.Today }, null, write, agencies, response, ct);

    static async WriteResult Merge(AgencyId code, MergeBody body, Write write, AgencyDecider agencies, AgencyRegister register, HttpResponse response, CancellationToken ct)
    {
        var command = new MergeAgency(code, body.Into, body.Authority, body.EffectiveOn) { Today = write.Today };
        return await Change(command, await register.Absent([body.Into], command.Day, "/into", ct), write, agencies, response, ct);
    }

    static async WriteResult Split(AgencyId code, SplitBody body, Write write, AgencyDecider agencies, AgencyRegister register, HttpResponse response, CancellationToken ct)
    {
        var command = new SplitAgency(code, body.Into, body.Successor, body.Authority, body.EffectiveOn) { Today = write.Today };
        return await Change(command, await register.Absent(body.Into, command.Day, "/into", ct), write, agencies, response, ct);
    }

    static async WriteResult Abolish(AgencyId code, AbolishBody body, Write write, AgencyDecider agencies, AgencyRegister register, HttpResponse response, CancellationToken ct)
    {
        var command = new AbolishAgency(code, body.Successor, body.Authority, body.EffectiveOn) { Today = write.Today };
        var elsewhere = body.Successor is { } successor ? await register.Absent([successor], command.Day, "/successor", ct) : null;
        return await Change(command, elsewhere, write, agencies, response, ct);
    }

    /// <param name="command">What is asked.</param>
    /// <param name="elsewhere">What other agencies have against it.</param>
    /// <param name="write">By whom.</param>
    /// <param name="agencies">Decides.</param>
    /// <param name="response">Gets the ETag.</param>
    /// <param name="ct">Cancels.</param>
    static async WriteResult Change(AgencyCommand command, Refusal? elsewhere, Write write, AgencyDecider agencies, HttpResponse response, CancellationToken ct)
    {
        var stream = AgencyRegister.StreamOf(command.Agency);
        var outcome = elsewhere is null ? await agencies.Handle(stream, command, write, ct) : await agencies.Refuse(stream, elsewhere, write, ct);
        return outcome.ToResult(stream, $"/agencies/{command.Agency}", response);
    }
}
