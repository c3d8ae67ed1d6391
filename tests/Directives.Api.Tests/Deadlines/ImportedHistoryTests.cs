using Directives.EventSourcing;
using Microsoft.Extensions.DependencyInjection;

namespace Directives.Api.Tests.Deadlines;

/// <summary>The imported demo, seen on 29 August 2025: its deadlines up to July lie behind, 30 August is ahead.</summary>
public sealed class ImportedHistoryTests
{
    static readonly DateTimeOffset The29th = new(2025, 8, 29, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Of_imported_history_only_what_is_still_ahead_is_noticed()
    {
        var app = new TimetableApp(demo: true) { Clock = { StoppedAt = The29th } };
        await app.InitializeAsync();
        try
        {
            var store = app.Services.GetRequiredService<EventStore>();
            await OverdueTimetableTests.Followed(app);
            await OverdueTimetableTests.NothingIsDue(app);
            var history = await store.Head(default);
            (await store.ReadAll(0, 10_000, default)).Should().OnlyContain(recorded => recorded.Metadata.Headers["imported"] == "true");

            await using (var behind = app.Database.Source.CreateCommand("select count(*) filter (where due_at <= '2025-08-29Z') || '/' || (count(*) > 30) from es.timetable where kind = 'overdue'"))
                (await behind.ExecuteScalarAsync()).Should().Be("0/true", "what lies behind gets no entry");

            app.Clock.StoppedAt = new(2025, 8, 30, 17, 0, 0, TimeSpan.Zero);
            await OverdueTimetableTests.NothingIsDue(app);

            (await store.ReadAll(history, 100, default)).Select(recorded => recorded.Type)
                .Should().Equal(["assignment_fell_overdue", "assignment_fell_overdue"], "of the thirty-four provinces one was sent back and one is silent");
        }
        finally
        {
            await app.DisposeAsync();
        }
    }
}
