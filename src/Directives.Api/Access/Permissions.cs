using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Directives.Domain;

namespace Directives.Api.Access;

/// <summary>
/// Who may do what, with whose, and having seen what: the one table that lets requests through. An operation without a row lets
/// nobody through. What is secret is left to those whose token says that they are cleared for it, whatever stands here.
/// </summary>
public sealed partial class Permissions
{
    /// <summary>
    /// The columns are the roles of <see cref="Role"/>: monitoring body, issuing office, lead reporter, lead approver,
    /// coordinator, verifier, inspector, auditor, administrator. A cell says whose (<see cref="Reach"/>):
    /// a everything, s what is issued or worked on under the body that its agency serves, w what its own agency and those below it
    /// lead or help with, or have issued, p what may be published; a dot nothing. What only the lead itself may do, or never the lead, is the domain's to say.
    /// The last column is for writes (<see cref="Precondition"/>): what changes or decides something the caller has seen is required to name
    /// the version; what only adds to it, so that the order of two such writes makes no difference, need not.
    /// </summary>
    const string Table = """
                                                                                                    M I R A C V K U N  If-Match
        GET  /directives                                                                            a s w w w s a a .
        POST /directives                                                                            a s . . . . . . .  optional
        GET  /directives/{directive}                                                                a s w w w s a a .
        GET  /directives/{directive}/events                                                         a s w w w s a a .
        GET  /directives/{directive}/progress                                                       a s w w w s a a .
        GET  /directives/{directive}/progress.csv                                                   a s w w w s a a .
        GET  /directives/{directive}/progress.html                                                  a s w w w s a a .
        GET  /directives/{directive}/progress.json                                                  a s w w w s a a .
        GET  /directives/{directive}/progress.xlsx                                                  a s w w w s a a .
        POST /directives/{directive}/receipts                                                       a s w w w . . . .  optional
        POST /directives/{directive}/amendments                                                     a s . . . . . . .  required
        POST /directives/{directive}/supersessions                                                  a s . . . . . . .  required
        POST /directives/{directive}/corrections                                                    a s w w . . . . .  required

        POST /directives/{directive}/tasks                                                          a s . . . . . . .  optional
        POST /directives/{directive}/tasks/{task}/rewordings                                        a s . . . . . . .  required
        POST /directives/{directive}/tasks/{task}/targets                                           a s . . . . . . .  required
        POST /directives/{directive}/tasks/{task}/restatements                                      a s . . . . . . .  required
        POST /directives/{directive}/tasks/{task}/cancellations                                     a s . . . . . . .  required
        POST /directives/{directive}/tasks/{task}/deadlines                                         a s . . . . . . .  required
        POST /directives/{directive}/tasks/{task}/clarifications                                    a s . . . . . . .  required
        POST /directives/{directive}/tasks/{task}/suspensions                                       a s . . . . . . .  required
        POST /directives/{directive}/tasks/{task}/resumptions                                       a s . . . . . . .  required
        POST /directives/{directive}/tasks/{task}/assignments                                       a s . . . . . . .  optional
        GET  /directives/{directive}/tasks/{task}/roll-up                                           a s w w w s a a .

        GET  /assignments                                                                           a s w w w s a a .
        GET  /directives/{directive}/assignments/{assignment}                                       a s w w w s a a .
        GET  /directives/{directive}/assignments/{assignment}/responsibility                        a s w w w s a a .
        POST /directives/{directive}/assignments/{assignment}/acceptances                           . . w w . . . . .  required
        POST /directives/{directive}/assignments/{assignment}/returns                               . . . w . . . . .  required
        POST /directives/{directive}/assignments/{assignment}/return-refusals                       a s . . . . . . .  required
        POST /directives/{directive}/assignments/{assignment}/transfers                             a s . . . . . . .  required
        POST /directives/{directive}/assignments/{assignment}/mergers                               a s . . . . . . .  required
        POST /directives/{directive}/assignments/{assignment}/coordinators                          a s . . . . . . .  optional
        POST /directives/{directive}/assignments/{assignment}/coordinator-removals                  a s . . . . . . .  required
        POST /directives/{directive}/assignments/{assignment}/heads                                 a s . w . . . . .  required

        POST /directives/{directive}/assignments/{assignment}/work-starts                           . . w w . . . . .  optional
        POST /directives/{directive}/assignments/{assignment}/progress-reports                      . . w w . . . . .  optional
        POST /directives/{directive}/assignments/{assignment}/completion-reports                    . . w w . . . . .  required
        GET  /directives/{directive}/assignments/{assignment}/evidence                              a s w w w s a a .
        POST /directives/{directive}/assignments/{assignment}/evidence                              . . w w . . . . .  optional
        POST /directives/{directive}/assignments/{assignment}/evidence/{piece}/withdrawals          . . w w . . . . .  required
        POST /files                                                                                 a s w w w s a . .  ignored
        GET  /files/{sha256}                                                                        a s w w w s a a .
        HEAD /files/{sha256}                                                                        a s w w w s a a .
        POST /directives/{directive}/assignments/{assignment}/verifications                         a . . . . s . . .  required
        POST /directives/{directive}/assignments/{assignment}/reopenings                            a . . . . s . . .  required

        GET  /difficulties                                                                          a s w w w s a a .
        GET  /directives/{directive}/assignments/{assignment}/difficulties                          a s w w w s a a .
        POST /directives/{directive}/assignments/{assignment}/difficulties                          . . w w . . . . .  optional
        POST /directives/{directive}/assignments/{assignment}/difficulties/{difficulty}/answers     a s . w . . . . .  optional
        POST /directives/{directive}/assignments/{assignment}/difficulties/{difficulty}/escalations a s w w . . . . .  required
        POST /directives/{directive}/assignments/{assignment}/difficulties/{difficulty}/resolutions a s w w . . . . .  required

        POST /directives/{directive}/assignments/{assignment}/extension-requests                    . . . w . . . . .  required
        POST /directives/{directive}/assignments/{assignment}/extension-approvals                   a s . . . . . . .  required
        POST /directives/{directive}/assignments/{assignment}/extension-refusals                    a s . . . . . . .  required
        POST /directives/{directive}/assignments/{assignment}/extension-counters                    a s . . . . . . .  required
        POST /directives/{directive}/assignments/{assignment}/extension-acceptances                 . . . w . . . . .  required
        POST /directives/{directive}/assignments/{assignment}/extension-withdrawals                 . . . w . . . . .  required

        GET  /urgings                                                                               a s w w w s a a .
        POST /directives/{directive}/assignments/{assignment}/urgings                               a s . w . . . . .  optional
        POST /directives/{directive}/assignments/{assignment}/urgings/{urging}/answers              . . w w . . . . .  optional
        GET  /inspections                                                                           a s w w w s a a .
        POST /directives/{directive}/inspections                                                    a . . . . . a . .  optional
        POST /directives/{directive}/inspections/{inspection}/conclusions                           a . . . . . a . .  required
        GET  /criticisms                                                                            a s w w w s a a .
        POST /directives/{directive}/criticisms                                                     a s . . . . . . .  optional
        GET  /commendations                                                                         a s w w w s a a .
        POST /directives/{directive}/commendations                                                  a s . . . . . . .  optional
        GET  /agencies/{agency}/digests                                                             a s w w w s a a .

        GET  /reports/overdue                                                                       a s w w w s a a .
        GET  /reports/overdue.csv                                                                   a s w w w s a a .
        GET  /reports/overdue.html                                                                  a s w w w s a a .
        GET  /reports/overdue.json                                                                  a s w w w s a a .
        GET  /reports/overdue.xlsx                                                                  a s w w w s a a .
        GET  /reports/weekly                                                                        a s w w w s a a .
        GET  /reports/weekly/{start}                                                                a s w w w s a a .
        GET  /reports/weekly/{start}.csv                                                            a s w w w s a a .
        GET  /reports/weekly/{start}.html                                                           a s w w w s a a .
        GET  /reports/weekly/{start}.json                                                           a s w w w s a a .
        GET  /reports/weekly/{start}.xlsx                                                           a s w w w s a a .
        GET  /reports/weekly/{start}/assignments                                                    a s w w w s a a .
        GET  /reports/weekly/{start}/comparison                                                     a s w w w s a a .
        POST /reports/weekly/{start}/what-if                                                        a s w w w s a a .  ignored
        POST /reports/weekly/{start}/publications                                                   p . . . . . . . .  optional
        GET  /reports/publications                                                                  p . . . . . p p .
        GET  /reports/publications/{publication}                                                    p . . . . . p p .
        GET  /reports/publications/{publication}/editions/{edition}                                 p . . . . . p p .
        GET  /reports/publications/{publication}/editions/{edition}/report                          p . . . . . p p .
        GET  /reports/publications/{publication}/restatement                                        p . . . . . p p .
        GET  /reports/restatements                                                                  p . . . . . p p .

        GET  /events                                                                                a s w w w s a a .
        GET  /events/stream                                                                         a s w w w s a a .
        GET  /access-log                                                                            . . . . . . . a .
        GET  /webhooks                                                                              a s w w w s a a a
        POST /webhooks                                                                              a s w w w s a a .  ignored
        GET  /webhooks/{webhook}                                                                    a s w w w s a a a
        GET  /webhooks/{webhook}/deliveries                                                         a s w w w s a a a
        POST /webhooks/{webhook}/pauses                                                             a s w w w s a a a  ignored
        POST /webhooks/{webhook}/resumptions                                                        a s w w w s a a a  ignored
        POST /webhooks/{webhook}/replays                                                            a s w w w s a a .  ignored
        POST /webhooks/{webhook}/secrets                                                            a s w w w s a a .  ignored
        POST /webhooks/{webhook}/removals                                                           a s w w w s a a .  ignored

        GET  /agencies                                                                              a a a a a a a a .
        POST /agencies                                                                              a . . . . . . . .  optional
        GET  /agencies/{code}                                                                       a a a a a a a a .
        GET  /agencies/{code}/history                                                               a a a a a a a a .
        POST /agencies/{code}/names                                                                 a . . . . . . . .  required
        POST /agencies/{code}/parents                                                               a . . . . . . . .  required
        POST /agencies/{code}/official-codes                                                        a . . . . . . . .  required
        POST /agencies/{code}/heads                                                                 a . . . . . . . .  required
        POST /agencies/{code}/heads/departures                                                      a . . . . . . . .  required
        POST /agencies/{code}/mergers                                                               a . . . . . . . .  required
        POST /agencies/{code}/splits                                                                a . . . . . . . .  required
        POST /agencies/{code}/abolitions                                                            a . . . . . . . .  required
        GET  /calendars/vn                                                                          a a a a a a a a .
        POST /calendars/vn/years                                                                    a . . . . . . . .  required
        GET  /calendars/vn/working-days                                                             a a a a a a a a .
        GET  /policies                                                                              a a a a a a a a .
        POST /policies                                                                              a . . . . . . . .  required
        POST /policies/reporting-weeks                                                              a . . . . . . . .  required
        POST /imports                                                                               a . . . . . . . .  ignored
        GET  /imports/{import}                                                                      a . . . . . . a .
        GET  /operations/projections                                                                a . . . . . . a a
        POST /operations/projections/{name}/decisions                                               . . . . . . . . a  ignored
        """;

    static readonly ConcurrentDictionary<(string Method, string Route), string> OperationNames = [];

    readonly Dictionary<string, (Reach[] Reaches, Precondition IfMatch)> rows;

    Permissions(Dictionary<string, (Reach[], Precondition)> rows) => this.rows = rows;

    /// <summary>As they are written down here.</summary>
    public static Permissions Written { get; } = new(Row().Matches(Table).ToDictionary(
        row => Spaces().Replace(row.Groups["operation"].Value, " "),
        row => (row.Groups["cells"].Value.Split(' ').Select(ReachOf).ToArray(), PreconditionOf(row.Groups["ifMatch"].Value))));

    /// <summary>Every operation there is a row for, such as <c>POST /directives</c>.</summary>
    public IReadOnlyCollection<string> Operations => rows.Keys;

    /// <summary>Whose a role may touch with an operation.</summary>
    public Reach Of(string operation, Role role) => rows.TryGetValue(operation, out var row) ? row.Reaches[(int)role] : Reach.Nothing;

    /// <summary>Whether an operation asks which version the caller has seen.</summary>
    public Precondition IfMatch(string operation) => rows.TryGetValue(operation, out var row) ? row.IfMatch : Precondition.None;

    /// <summary>The name of an operation: its method, and its path as the API document writes it.</summary>
    public static string OperationOf(string method, string route) => OperationNames.GetOrAdd((method, route), asked => $"{asked.Method} /{Constraint().Replace(asked.Route, "").Trim('/')}");

    /// <summary>The same with one cell changed.</summary>
    public Permissions With(string operation, Role role, Reach reach) =>
        new(new(rows) { [operation] = rows[operation] with { Reaches = [.. rows[operation].Reaches.Select((was, column) => column == (int)role ? reach : was)] } });

    static Reach ReachOf(string cell) => cell switch
    {
        "a" => Reach.Everything,
        "p" => Reach.Published,
        "s" => Reach.Served,
        "w" => Reach.Work,
        _ => Reach.Nothing
    };

    static Precondition PreconditionOf(string cell) => cell switch
    {
        "required" => Precondition.Required,
        "optional" => Precondition.Optional,
        "ignored" => Precondition.Ignored,
        _ => Precondition.None
    };

    [GeneratedRegex(@"^\s*(?<operation>[A-Z]+ +/\S*) +(?<cells>([a-z.] ){8}[a-z.])(  (?<ifMatch>\w+))?\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(":[a-z]+")]
    private static partial Regex Constraint();

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}

/// <summary>What becomes of <c>If-Match</c>.</summary>
public enum Precondition
{
    /// <summary>It is a read, or nothing is said.</summary>
    None,

    /// <summary>The write goes by nothing the caller could have seen.</summary>
    Ignored,

    /// <summary>Held to when it is given.</summary>
    Optional,

    /// <summary>The write is refused without it; <c>*</c> says "whatever it is".</summary>
    Required
}

/// <summary>How far somebody sees.</summary>
public enum Reach
{
    Nothing,

    /// <summary>What its agency and those below it lead or help with, and the documents they issued.</summary>
    Work,

    /// <summary>The same for the body that the agency belongs to and serves: its office sees what it sees.</summary>
    Served,

    /// <summary>What may go into a published report: everything but what is secret, so that it is the same report for all who may see it.</summary>
    Published,

    Everything
}
