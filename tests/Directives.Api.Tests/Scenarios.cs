namespace Directives.Api.Tests;

/// <summary>Named steps that journeys are built from.</summary>
public static class Scenarios
{
    public const string Finance = "bo-tai-chinh", Justice = "bo-tu-phap", Committee = "ban-to-chuc-trung-uong", Politburo = "bo-chinh-tri";

    /// <summary>The Politburo with all others below it: the committee is its office.</summary>
    public static async Task RegisteredAgencies(this App app)
    {
        foreach (var code in new[] { Politburo, Committee, Finance, Justice })
            (await app.Post("/agencies", new { code, name = new { vi = code }, kind = "ministry", level = "central", effectiveOn = "2025-01-01", parent = code == Politburo ? null : Politburo })).Status.Should().BeOneOf(201, 409);
    }

    /// <summary>A directive of 25/7/2025; its path.</summary>
    public static async Task<string> IssuedDirective(this App app)
    {
        await app.RegisteredAgencies();
        return (await app.Post("/directives", ADirective())).Should(201).Location!;
    }

    static int lastNumber = 1000;

    /// <summary>Another document each time, unless its number is given.</summary>
    public static object ADirective(string? number = null) => new
    {
        type = "conclusion",
        number = number ?? $"{Interlocked.Increment(ref lastNumber)}-KL/TW",
        title = new { vi = "Hoàn thiện chính quyền địa phương hai cấp", en = "Complete two-tier local government" },
        issuedBy = new[] { Politburo },
        issuedOn = "2025-07-25"
    };

    /// <summary>A task of the directive with the deadline "trước ngày 31/7/2025"; its path.</summary>
    public static async Task<string> TaskWithDeadline(this App app, string directive, string code = "19", object? deadline = null)
    {
        var answer = (await app.Post($"{directive}/tasks", ATask(code))).Should(201);
        var path = $"{directive}/tasks/{answer.Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString()}";
        (await app.Post($"{path}/deadlines", deadline ?? new { phrase = "trước ngày 31/7/2025", kind = "explicit", period = "2025-07-31", bound = "before" })).Should(201);
        return path;
    }

    public static object ATask(string code) => new { code, nature = "specific", clause = "dòng 17", title = new { vi = "Ban hành hướng dẫn tài chính cấp xã" } };

    /// <summary>The task, assigned to one lead; the assignment's path.</summary>
    public static async Task<string> Assigned(this App app, string task, string lead = Finance) =>
        (await app.Post($"{task}/assignments", new { leads = new[] { lead } })).Should(201).Location!;

    /// <summary>A fresh directive with one dated task, assigned to the Ministry of Finance; the assignment's path.</summary>
    public static async Task<string> AssignedTask(this App app) => await app.Assigned(await app.TaskWithDeadline(await app.IssuedDirective()));

    public static object Completion(string effectiveOn) => new { text = "Đã ban hành", effectiveOn, evidence = new[] { new { title = "Công văn hướng dẫn" } } };
}
