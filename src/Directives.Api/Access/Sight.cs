using Directives.Domain;
using Directives.Domain.Assigning;
using Directives.Domain.Issuing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Access;

/// <summary>What whoever asks may know of; of all else the answer is that it does not exist.</summary>
/// <param name="Reach">How far it goes.</param>
/// <param name="Cleared">The most secret a document may be to be seen.</param>
/// <param name="Agencies">Those whose work it is, when it does not go over everything.</param>
public sealed record Sight(Reach Reach, SecrecyLevel Cleared, IReadOnlySet<AgencyId> Agencies)
{
    static readonly AsyncLocal<Sight?> current = new();

    /// <summary>That of the request that is being answered; null while the program works by itself, and sees everything.</summary>
    public static Sight? Current
    {
        get => current.Value;
        set => current.Value = value;
    }

    /// <summary>Whether it goes over the work of all agencies.</summary>
    public bool IsOfAll => Reach is Reach.Everything or Reach.Published;

    /// <summary>The levels of secrecy it goes up to, as the read models name them.</summary>
    public string[] Levels => [.. Enum.GetValues<SecrecyLevel>().Where(level => level <= Cleared).Select(Names.Of)];

    /// <summary>A document is seen by those who issued it, who work on it, and who stand above them.</summary>
    public bool Sees(Directive directive) =>
        Clears(directive) && (IsWhole(directive) || directive.Tasks.Values.Any(task => task.Leads.Overlaps(Agencies)) || directive.Assignments.Values.Any(Works));

    /// <summary>An assignment is seen by those who lead it or help with it, by those who issued its document, and who stand above them.</summary>
    public bool Sees(Directive directive, Assignment assignment) => Clears(directive) && (IsWhole(directive) || Works(assignment));

    /// <summary>Whether what an agency has to do is seen as a whole.</summary>
    public bool SeesWorkOf(AgencyId agency) => IsOfAll || Agencies.Contains(agency);

    /// <summary>A directive without the parts of it that are others' business.</summary>
    public Directive Seen(Directive directive) => IsWhole(directive) ? directive : directive with
    {
        Assignments = directive.Assignments.RemoveRange(directive.Assignments.Where(assignment => !Works(assignment.Value)).Select(assignment => assignment.Key)),
        Received = directive.Received.RemoveRange(directive.Received.Keys.Where(agency => !Agencies.Contains(agency))),
        Inspections = directive.Inspections.RemoveRange(directive.Inspections.Where(inspection => !Agencies.Contains(inspection.Value.Opened.Subject)).Select(inspection => inspection.Key))
    };

    /// <summary>Whether an event of a directive is about what is seen of it.</summary>
    public bool Sees(Directive directive, DirectiveEvent @event) => IsWhole(directive) || @event switch
    {
        RecordCorrected { Correction: IAssignmentEvent e } => Has(directive, e.Assignment),
        IAssignmentEvent e => Has(directive, e.Assignment),
        DirectiveReceived e => Agencies.Contains(e.By),
        InspectionOpened e => Agencies.Contains(e.Subject),
        InspectionConcluded e => Agencies.Contains(directive.Inspections[e.Inspection].Opened.Subject),
        CriticismRecorded e => IsFor(e.Criticism.Addressees),
        CommendationRecorded e => IsFor(e.Commendation.Addressees),
        _ => true
    };

    bool Clears(Directive directive) => directive.Issued is { } issued && issued.Secrecy <= Cleared;

    bool IsWhole(Directive directive) => IsOfAll || directive.Issued!.IssuedBy.Any(Agencies.Contains);

    bool Works(Assignment assignment) => Agencies.Contains(assignment.Lead) || assignment.Coordinators.Any(coordinator => coordinator.Until is null && Agencies.Contains(coordinator.Agency));

    bool Has(Directive directive, AssignmentId id) => directive.Assignments.TryGetValue(id, out var assignment) && Works(assignment);

    bool IsFor(IReadOnlyList<AgencyId> addressees) => addressees is [] || addressees.Any(Agencies.Contains);
}
