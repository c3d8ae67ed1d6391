using System.Text.Json;
using Directives.Api.Issuing;
using Directives.Api.Tests.Demo;
using Directives.Domain;
using Directives.EventSourcing;
using Microsoft.Extensions.DependencyInjection;

namespace Directives.Api.Tests.Issuing;

public class SnapshotTests(DemoApp app) : IClassFixture<DemoApp>
{
    [Fact]
    public async Task Wherever_a_directive_is_cut_a_snapshot_and_the_events_after_it_make_the_whole()
    {
        var log = await app.Services.GetRequiredService<EventStore>().ReadAll(0, int.MaxValue, default);
        var directives = log.Where(recorded => recorded.Data is DirectiveEvent).GroupBy(recorded => recorded.Stream, recorded => (DirectiveEvent)recorded.Data).ToList();
        directives.Should().HaveCountGreaterThan(8);

        foreach (var events in directives.Select(group => group.ToList()))
        {
            var whole = Told(events.Aggregate(Directive.Initial, Directive.Evolve));
            for (var cut = 0; cut <= events.Count; cut += Math.Max(1, events.Count / 25))
            {
                var restored = AndBack(events.Take(cut).Aggregate(Directive.Initial, Directive.Evolve));
                Told(events.Skip(cut).Aggregate(restored, Directive.Evolve)).Should().Equal(whole, $"cut at {cut} of {events.Count}");
            }
        }
    }

    /// <summary>Written down and read again.</summary>
    internal static Directive AndBack(Directive directive)
    {
        var bytes = new MemoryStream();
        DirectiveSnapshot.Write(directive, bytes);
        bytes.Position = 0;
        return DirectiveSnapshot.Read(bytes);
    }

    /// <summary>Everything a directive holds, in an order of its own.</summary>
    internal static List<string> Told(Directive directive) =>
    [
        $"{directive.Version}", Text(directive.Issued),
        .. directive.Tasks.OrderBy(pair => pair.Key.Value).Select(pair => $"{pair.Key} {Text(pair.Value with { Leads = [] })} {string.Join(' ', pair.Value.Leads.Select(lead => lead.Value).Order())}"),
        .. directive.Assignments.OrderBy(pair => pair.Key.Value).Select(pair => $"{pair.Key} {Text(pair.Value)}"),
        .. directive.Inspections.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {Text(pair.Value)}"),
        .. directive.Judgements.Order().Select(id => $"{id}")
    ];

    static string Text<T>(T value) => JsonSerializer.Serialize(value, EventTypes.Json);
}
