namespace Directives.Api.Tests.Access;

/// <summary>One assignment, and what only those may hear who may know of it.</summary>
/// <param name="Name">Which.</param>
/// <param name="Directive">Its document.</param>
/// <param name="Task">Its task.</param>
/// <param name="Assignment">Its id.</param>
/// <param name="Number">The document's number, which its title repeats.</param>
/// <param name="Publication">A report that was published once all were entered.</param>
/// <param name="IsSecret">Whether the document is.</param>
sealed record Work(string Name, Guid Directive, Guid Task, Guid Assignment, string Number, Guid Publication, bool IsSecret)
{
    /// <summary>What would give it away.</summary>
    public IEnumerable<string> Words(bool ofTheDocument) => ofTheDocument ? [$"{Assignment}", TextOf(Name), $"{Directive}", Number] : [$"{Assignment}", TextOf(Name)];

    public static string TextOf(string name) => $"Chuyện của {name}";
}

/// <summary>
/// A party with an office, two ministries and a department below one of them; a province with an office. The department has
/// work that a ministry helps with, and secret work; the province has work under the same document and under its own.
/// </summary>
sealed class Works
{
    const string Own = "cục", Mate = "sở chung văn bản", Other = "tỉnh", Secret = "mật vụ";

    public required IReadOnlyList<Work> All { get; init; }

    /// <summary>Who asks, and whose work each may know of.</summary>
    public IReadOnlyList<(Caller Caller, string[] Sees)> Callers { get; } =
    [
        (new("LeadReporter", "cuc-a", "none"), [Own]),
        (new("LeadReporter", "cuc-a", "secret"), [Own, Secret]),
        (new("LeadApprover", "bo-a", "none"), [Own]),
        (new("Coordinator", "bo-b", "secret"), [Own]),
        (new("LeadReporter", "bo-c", "secret"), []),
        (new("LeadApprover", "so-d", "secret"), [Mate, Other]),
        (new("IssuingOffice", "van-phong", "none"), [Own, Mate]),
        (new("IssuingOffice", "so-d", "secret"), [Mate, Other]),
        (new("Verifier", "van-phong", "secret"), [Own, Mate, Secret]),
        (new("MonitoringBody", "van-phong", "none"), [Own, Mate, Other]),
        (new("MonitoringBody", "so-d", "secret"), [Own, Mate, Other, Secret]),
        (new("Inspector", "van-phong", "none"), [Own, Mate, Other]),
        (new("Inspector", "van-phong", "secret"), [Own, Mate, Other, Secret]),
        (new("Auditor", "so-d", "none"), [Own, Mate, Other])
    ];

    public static async Task<Works> In(App app)
    {
        foreach (var (code, parent) in new[] { ("dang", null), ("van-phong", "dang"), ("bo-a", "dang"), ("bo-b", "dang"), ("bo-c", "dang"), ("cuc-a", "bo-a"), ("tinh", null), ("so-d", "tinh") })
            (await app.Post("/agencies", new { code, name = new { vi = code }, kind = "ministry", level = "central", effectiveOn = "2025-01-01", parent })).Should(201);

        var shared = await Issued(app, "901-KL/TW", "dang");
        List<Work> works =
        [
            await Worked(app, Own, shared, "901-KL/TW", "cuc-a", "bo-b"),
            await Worked(app, Mate, shared, "901-KL/TW", "so-d"),
            await Worked(app, Other, await Issued(app, "902-KL/TW", "tinh"), "902-KL/TW", "so-d"),
            await Worked(app, Secret, await Issued(app, "903-KL/TW", "dang", "secret"), "903-KL/TW", "cuc-a")
        ];
        var published = (await app.Post("/reports/weekly/2025-07-25/publications", new { })).Should(201);
        var publication = Guid.Parse(published.Location!.Split('/')[3]);
        (await app.Get($"/assignments?minPosition={published.Position}")).Should(200).Json.GetProperty("items").GetArrayLength().Should().Be(works.Count);
        return new() { All = works.ConvertAll(work => work with { Publication = publication }) };
    }

    static async Task<string> Issued(App app, string number, string by, string secrecy = "none") =>
        (await app.Post("/directives", new { type = "conclusion", number, title = new { vi = $"Kết luận {number}" }, issuedBy = new[] { by }, issuedOn = "2025-07-25", secrecy })).Should(201).Location!;

    static async Task<Work> Worked(App app, string name, string directive, string number, string lead, params string[] coordinating)
    {
        var text = Work.TextOf(name);
        var task = await app.TaskWithDeadline(directive, lead);
        var assignment = (await app.Post($"{task}/assignments", new { leads = new[] { lead }, coordinating })).Should(201).Location!;
        foreach (var (path, body, by) in new (string, object, string)[]
        {
            ($"{assignment}/progress-reports", new { text }, lead),
            ($"{assignment}/difficulties", new { text }, lead),
            ($"{assignment}/evidence", new { evidence = new { title = text } }, lead),
            ($"{assignment}/extension-requests", new { to = "2025-12-31", reason = text, document = text }, lead),
            ($"{assignment}/urgings", new { text, replyBy = "2199-01-01" }, "van-phong"),
            ($"{directive}/receipts", new { registerNumber = text }, lead),
            ($"{directive}/inspections", new { subject = lead, authority = "15-QĐ/UBKT", text }, "van-phong"),
            ($"{directive}/criticisms", Said(), "van-phong"),
            ($"{directive}/commendations", Said(), "van-phong")
        })
            (await app.Post(path, body, by)).Should(201);
        return new(name, Id(directive, 2), Id(task, 4), Id(assignment, 4), number, default, number is "903-KL/TW");

        object Said() => new { text, document = "1-TB/TW", addressees = new[] { lead } };
    }

    static Guid Id(string path, int part) => Guid.Parse(path.Split('/')[part]);
}
