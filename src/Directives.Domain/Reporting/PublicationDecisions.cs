using static Directives.Domain.Reporting.PublicationEvent;

namespace Directives.Domain.Reporting;

/// <summary>Gives a report out, as known at a position. What it says was made before; here is decided whether it may go out.</summary>
/// <param name="Report">Which report.</param>
/// <param name="Body">Whose; none for that of all.</param>
/// <param name="Week">What it covers.</param>
/// <param name="Position">What was recorded up to here counts in it.</param>
/// <param name="KnownAsOf">The instant that was asked for, where one was.</param>
/// <param name="Policy">The version of the policy in force on its last day.</param>
/// <param name="Calendar">The version of the calendar.</param>
/// <param name="Totals">Its main figures.</param>
/// <param name="Sums">What has to add up in it.</param>
/// <param name="Sha256">The digest of its canonical bytes.</param>
/// <param name="Form">The form of these bytes.</param>
/// <param name="Chain">The chain value at the position.</param>
/// <param name="Reason">Why it restates what was published before.</param>
/// <param name="KnownAtCutOff">The last position that was recorded by the cut-off.</param>
/// <param name="Compared">How it differs from the edition that held when it was made; none when none did.</param>
/// <param name="Today">The day it is.</param>
public sealed record PublishReport(
    ReportKind Report, AgencyId? Body, ReportingWeek Week, long Position, DateTimeOffset? KnownAsOf, string Policy, string Calendar,
    ReportTotals Totals, IReadOnlyList<ReportSum> Sums, string Sha256, string Form, string Chain, string? Reason, long KnownAtCutOff, ComparedEdition? Compared, DateOnly Today);

/// <summary>An edition, and in how many figures and assignments another report differs from it.</summary>
public sealed record ComparedEdition(int Edition, int Differences);

public static class PublicationDecisions
{
    public static Decision<PublicationEvent> Publish(Publication publication, PublishReport c)
    {
        if (c.Today <= c.Week.End)
            return PublicationRefusals.NotOver(c.Week.End);
        if (c.Position < c.KnownAtCutOff)
            return PublicationRefusals.KnownBeforeCutOff(c.Position, c.KnownAtCutOff);
        if (c.Sums.Where(sum => !sum.AddsUp).ToList() is [_, ..] wrong)
            return PublicationRefusals.DoesNotAddUp(string.Join("; ", wrong)).With("sums", wrong);
        if (publication.Editions.Exists(edition => edition.Sha256 == c.Sha256))
            return Decision<PublicationEvent>.Nothing;
        if ((publication.Latest is { } last ? NoRestatement(last, c) : NoFirst(c)) is { } refusal)
            return refusal;

        return new ReportPublished(
            c.Report, c.Body, c.Week.Start, c.Week.End, c.Week.CutOff, c.Position, c.KnownAsOf, c.Policy, c.Calendar, c.Totals, c.Sha256, c.Chain,
            publication.Editions.Count + 1, c.Today, publication.Latest?.Edition, c.Reason, c.Form);
    }

    static Refusal? NoFirst(PublishReport c) => c.Reason is null ? null : PublicationRefusals.NothingPublished;

    /// <summary>Of an edition that takes the place of another, everybody is to see that it says something else, and why.</summary>
    static Refusal? NoRestatement(ReportPublished last, PublishReport c) =>
        c.Position < last.Position ? PublicationRefusals.KnownBeforeLast(c.Position, last.Position)
        : c.Compared?.Edition != last.Edition ? PublicationRefusals.PublishedMeanwhile(last.Edition)
        : c.Compared.Differences == 0 ? PublicationRefusals.NothingToRestate(last.Edition)
        : c.Reason is null ? PublicationRefusals.NeedsAReason(last.Edition)
        : Text.Check(c.Reason, "/reason", 2000);
}

public static class PublicationRefusals
{
    public static Refusal NothingPublished { get; } = new(RefusalKind.Conflict, "nothing-published-yet", new("Báo cáo này chưa được công bố lần nào nên không có gì để đính chính.", "This report was never published, so there is nothing to restate."), "/reason");

    public static Refusal NotOver(DateOnly end) =>
        new(RefusalKind.Conflict, "period-not-over", new($"Kỳ báo cáo kéo dài đến hết ngày {end:yyyy-MM-dd} và chưa chốt số liệu.", $"The period lasts until the end of {end:yyyy-MM-dd}; its figures are not closed yet."));

    public static Refusal KnownBeforeCutOff(long position, long cutOff) =>
        new(RefusalKind.Invalid, "known-before-the-cut-off", new($"Ở vị trí {position} chưa biết hết những gì được ghi đến lúc chốt số liệu, là vị trí {cutOff}.", $"Position {position} does not know all that was recorded by the cut-off, which is position {cutOff}."), "/atPosition");

    public static Refusal DoesNotAddUp(string sums) =>
        new(RefusalKind.Conflict, "report-does-not-add-up", new($"Số liệu của báo cáo không khớp nên không công bố được, {sums}.", $"The figures do not add up, so the report cannot be published, {sums}."));

    public static Refusal KnownBeforeLast(long position, long last) =>
        new(RefusalKind.Conflict, "known-before-the-last-edition", new($"Bản đã công bố biết đến vị trí {last}; bản mới không thể lùi về vị trí {position}.", $"The last edition knows what was recorded up to position {last}; the next cannot go back to position {position}."), "/atPosition");

    public static Refusal PublishedMeanwhile(int edition) =>
        new(RefusalKind.Conflict, "published-meanwhile", new($"Trong lúc đó đã có người công bố bản số {edition}. Hãy xem bản đó trước.", $"Somebody published edition {edition} meanwhile. Look at it first."));

    public static Refusal NothingToRestate(int edition) =>
        new(RefusalKind.Conflict, "nothing-to-restate", new($"Không số liệu nào khác so với bản đã công bố số {edition}.", $"No figure differs from those of edition {edition}."));

    public static Refusal NeedsAReason(int edition) =>
        new(RefusalKind.Invalid, "restatement-needs-a-reason", new($"Đã công bố bản số {edition}; muốn đính chính phải nêu lý do.", $"Edition {edition} was published; restating it needs a reason."), "/reason");
}
