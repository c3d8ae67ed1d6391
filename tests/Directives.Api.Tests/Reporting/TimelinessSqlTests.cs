using Directives.Api.Hosting;
using Directives.Domain.Deadlines;
using Directives.Domain.Performing;
using Directives.EventSourcing;

namespace Directives.Api.Tests.Reporting;

public class TimelinessSqlTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task The_function_in_the_database_judges_as_the_domain_does()
    {
        (await app.Get("/health/live")).Should(200);
        var asOf = new DateOnly(2025, 8, 30);
        DateOnly?[] days = [null, asOf.AddDays(-1), asOf, asOf.AddDays(1), asOf.AddDays(3), asOf.AddDays(4)];
        await using var connection = await app.Database.Source.OpenConnectionAsync();

        foreach (var lifecycle in Enum.GetValues<Lifecycle>())
            foreach (var kind in Enum.GetValues<DeadlineKind>().Cast<DeadlineKind?>().Append(null))
                foreach (var last in days)
                    foreach (var (done, stopped) in days.Select(day => (day, (DateOnly?)null)).Concat(days.Select(day => ((DateOnly?)asOf, day))))
                    {
                        await using var command = connection.CreateCommand();
                        command.CommandText = $"select {Services.Tracking.Schema}.timeliness($1, $2, $3, $4, $5, 3, $6)";
                        command.Add(Names.Of(lifecycle), done, kind is { } k ? Names.Of(k) : null, last, asOf, stopped);
                        var expected = TimelinessRule.Judge(lifecycle, done, kind, last, asOf, 3, stopped);

                        (await command.ExecuteScalarAsync() as string).Should().Be(expected is { } judged ? Names.Of(judged) : null, $"{lifecycle} {kind} done {done} last {last} stopped {stopped}");
                    }
    }
}
