using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Directives.Api.Agencies;
using Directives.Api.Hosting;
using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Benchmarks;

/// <summary>
/// A nation's year, made by a seeded generator and recorded by the store: at scale 1, sixty central bodies, 34 provinces and
/// 3,321 communes have 1,000,000 assignments under 20,000 tasks and report 10,000,000 events. Then the questions of the
/// Committee, asked of the real program over HTTP.
/// </summary>
/// <param name="connectionString">The server; the nation gets a database of its own.</param>
/// <param name="percent">The scale, in hundredths.</param>
/// <param name="history">How many times as many events there are for the same assignments.</param>
/// <param name="rounds">How often each question is asked.</param>
public sealed class NationCases(string connectionString, int percent, int history, int rounds)
{
    const int Directives = 200, TasksEach = 100, CentralBodies = 60, Provinces = 34, Communes = 3321;

    static readonly DateOnly First = new(2025, 1, 3), Last = new(2025, 12, 25);
    static readonly EventMetadata By = new("nation");

    readonly Random random = new(1);
    readonly int assignmentsPerTask = Math.Max(1, 50 * percent / 100), events = 100_000 * percent * history;
    readonly AgencyId[] agencies = [.. Enumerable.Range(0, CentralBodies + Provinces + Communes).Select(i => new AgencyId($"agency-{i}"))];

    public async Task Ask()
    {
        await using (var server = NpgsqlDataSource.Create(connectionString))
            await Sql.Run(server, "create database nation");
        var own = new NpgsqlConnectionStringBuilder(connectionString) { Database = "nation", CommandTimeout = 3600 }.ConnectionString;
        await Record(own);

        // Recorded a year late, all that was ever due would be noticed while the questions are asked.
        using var host = await HostProcess.Start(own, timetable: false);
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{host.Port}"), Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", await host.Token(new("nation", Role.Inspector, agencies[0])));
        var head = JsonDocument.Parse(await http.GetStringAsync(new Uri("/health/ready", UriKind.Relative))).RootElement.GetProperty("head").GetInt64();
        var (week, past) = ($"{Last.AddDays(-6):yyyy-MM-dd}", $"{First.AddDays(7 * 25):yyyy-MM-dd}");
        var (times, resident) = (new Dictionary<string, (string Size, List<double> Took)>(), host.MostResident);
        for (var round = 0; round <= rounds; round++)
            foreach (var (what, path, body) in new (string, string, string?)[]
            {
                ("weekly report, last week", $"/reports/weekly/{week}?atPosition={head}", null),
                ("weekly report, past week, known now", $"/reports/weekly/{past}?atPosition={head}", null),
                ("weekly report, past week, known then", $"/reports/weekly/{past}?atPosition={head / 2}", null),
                ("overdue, first page of 100", $"/reports/overdue?effectiveAsOf={Last:yyyy-MM-dd}&pageSize=100&atPosition={head}", null),
                ("overdue, first page of 100, one agency", $"/reports/overdue?effectiveAsOf={Last:yyyy-MM-dd}&pageSize=100&agency=agency-7&atPosition={head}", null),
                ("assignments behind newlyOverdue, first page", $"/reports/weekly/{week}/assignments?figure=newlyOverdue&pageSize=100&atPosition={head}", null),
                ("trend over 52 weeks", $"/reports/weekly?from={First.AddDays(-7):yyyy-MM-dd}&to={First.AddDays(7 * 50):yyyy-MM-dd}&atPosition={head}", null),
                ("what if trước were on or before", $"/reports/weekly/{week}/what-if?atPosition={head}", """{"policy":{"beforeIsExclusive":false}}"""),
                ("overdue of one kind as XLSX", $"/reports/overdue.xlsx?effectiveAsOf={Last:yyyy-MM-dd}&nature=specific&atPosition={head}", null)
            })
            {
                var started = Stopwatch.GetTimestamp();
                using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path) { Content = body is null ? null : new StringContent(body, new MediaTypeHeaderValue("application/json")) };
                using var answer = await http.SendAsync(request);
                var bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
                if (!answer.IsSuccessStatusCode)
                    throw new InvalidOperationException($"{path}: {await answer.Content.ReadAsStringAsync()}");
                if (round is 0)
                    times[what] = ($"{bytes / 1000:N0} kB", []);
                else
                    times[what].Took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

        Console.WriteLine($"nation | the program had {host.MostResident / 1_000_000:N0} MB resident at most, {resident / 1_000_000:N0} MB when it had only started");
        foreach (var (what, (size, list)) in times)
            Console.WriteLine($"nation | {what,-45} | {size,10} | median {list.Median(),9:N0} ms | of {string.Join(' ', list.Select(ms => ms.ToString("N0", CultureInfo.InvariantCulture)))}");
    }

    async Task Record(string own)
    {
        await using var database = NpgsqlDataSource.Create(own);
        await Migrations.Apply(database, default);
        await using var store = new EventStore(database, new(typeof(DirectiveEvent), typeof(AgencyEvent), typeof(OperationsEvent)));
        var started = Stopwatch.GetTimestamp();
        foreach (var some in agencies.Chunk(500))
            await store.Append([.. some.Select(agency => new Append(AgencyRegister.StreamOf(agency), "agency", 0, [Registered(agency)], By))], default);
        var assignments = new List<(Guid Directive, AssignmentId Id)>();
        for (var i = 0; i < Directives; i++)
            await Issue(store, assignments);
        for (var recorded = assignments.Count; recorded < events; recorded += 5_000)
            await store.Append(
                [.. Enumerable.Range(0, 5_000).Select(_ => Something(assignments, recorded)).GroupBy(some => some.Directive).Select(of => new Append(of.Key, "directive", null, [.. of.Select(some => (object)some.Event)], By))],
                default);
        var head = await store.Head(default);
        Console.WriteLine($"nation | {assignments.Count:N0} assignments, {head:N0} events recorded at {head / Stopwatch.GetElapsedTime(started).TotalSeconds:N0} events/s");

        started = Stopwatch.GetTimestamp();
        // What the program shall read, the program makes: the schema belongs to whoever creates it.
        await using var program = NpgsqlDataSource.Create((await Roles.Restricted(own, default))!);
        var projections = new ProjectionHost(program, store, [Services.Tracking], NullLoggerFactory.Instance);
        if ((await projections.Rebuild(projections.Runners[0], new() { AcceptDifference = true }, null, default)).Outcome is not RebuildOutcome.Swapped)
            throw new InvalidOperationException("The read models were not swapped in.");
        await Sql.Run(database, "vacuum analyze");
        Console.WriteLine($"nation | read models made at {head / Stopwatch.GetElapsedTime(started).TotalSeconds:N0} events/s");
    }

    AgencyEvent.AgencyRegistered Registered(AgencyId agency)
    {
        var i = Array.IndexOf(agencies, agency);
        return i < CentralBodies ? new(agency, new($"Bộ {i}"), AgencyKind.Ministry, AgencyLevel.Central, First.AddYears(-1))
            : i < CentralBodies + Provinces ? new(agency, new($"Tỉnh ủy {i}"), AgencyKind.ProvincialPartyCommittee, AgencyLevel.Provincial, First.AddYears(-1))
            : new(agency, new($"Xã {i}"), AgencyKind.PeoplesCommittee, AgencyLevel.Communal, First.AddYears(-1));
    }

    /// <summary>On some day of the first half of the year, with deadlines in the weeks and months after it.</summary>
    async Task Issue(EventStore store, List<(Guid Directive, AssignmentId Id)> assignments)
    {
        var (directive, day) = (new DirectiveId(NewId()), First.AddDays(random.Next(180)));
        List<object> opening = [new DirectiveIssued(directive, DirectiveType.Conclusion, null, new("Kết luận"), [agencies[0]], CalendarPeriod.Day(day), day, [])];
        for (var t = 0; t < TasksEach; t++)
        {
            var task = new TaskId(NewId());
            opening.Add(new TaskIdentified(task, $"{t}", (TaskNature)random.Next(4), "mục 1", new("Nhiệm vụ"), day, random.Next(10) == 0));
            if (random.Next(3) > 0)
                opening.Add(new DeadlineSet(task, new("trước hạn", DeadlineKind.Explicit, CalendarPeriod.Day(day.AddDays(20 + random.Next(200))), DeadlineBound.NoLaterThan), day));
            var leads = random.Next(agencies.Length);
            for (var lead = 0; lead < assignmentsPerTask; lead++)
            {
                assignments.Add((directive.Value, new(NewId())));
                opening.Add(new TaskAssigned(task, assignments[^1].Id, agencies[(leads + lead) % agencies.Length], [], day));
            }
        }

        foreach (var part in opening.Chunk(2_000))
            await store.Append([new Append(directive.Value, "directive", null, [.. part], By)], default);
    }

    /// <summary>What is heard as the year goes by: mostly progress, sometimes told late.</summary>
    (Guid Directive, DirectiveEvent Event) Something(List<(Guid Directive, AssignmentId Id)> assignments, int recorded)
    {
        var (directive, id) = assignments[random.Next(assignments.Count)];
        var day = First.AddDays(180 + (int)((Last.DayNumber - First.DayNumber - 180L) * recorded / events) - (random.Next(10) == 0 ? random.Next(30) : 0));
        return (directive, random.Next(40) switch
        {
            0 or 1 => new WorkStarted(id, day),
            2 or 3 or 4 => new CompletionReported(id, "Đã hoàn thành", [new("Báo cáo")], day),
            5 or 6 => new CompletionVerified(id, day),
            7 => new ReworkRequired(id, "Bổ sung số liệu", day),
            _ => new ProgressReported(id, "Đang thực hiện theo kế hoạch", day, random.Next(101))
        });
    }

    Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new(bytes);
    }
}
