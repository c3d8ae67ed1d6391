using System.Text.Json.Nodes;
using Directives.EventSourcing;

namespace Directives.Api.Tests.StoredEvents;

/// <summary>Events as they were once stored. Whatever becomes of the records, these files must stay readable.</summary>
public class StoredEventsTests
{
    static readonly EventTypes Types = Api.Hosting.Services.Events;

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileName(file))];

    [Fact]
    public void Every_event_type_has_a_file() => Types.Names.Keys.Should().OnlyContain(name => File.Exists(Path.Combine(Folder, $"{name}.json")));

    [Theory]
    [MemberData(nameof(Files))]
    public void An_event_stored_long_ago_is_read_and_nothing_of_it_is_lost(string file)
    {
        var stored = File.ReadAllBytes(Path.Combine(Folder, file));

        var read = Types.Read(file.Split('.')[0], stored);

        var written = JsonNode.Parse(EventTypes.Stored(read).GetRawText());
        Says(written, JsonNode.Parse(stored)).Should().BeTrue($"{written} should say what {file} says");
    }

    /// <summary>Everything that was stored is there; members that records got later may stand beside it.</summary>
    static bool Says(JsonNode? written, JsonNode? stored) => (written, stored) switch
    {
        (JsonObject now, JsonObject then) => then.All(member => now.ContainsKey(member.Key) && Says(now[member.Key], member.Value)),
        (JsonArray now, JsonArray then) => now.Count == then.Count && now.Zip(then).All(pair => Says(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(written, stored)
    };

    static string Folder => Path.Combine(AppContext.BaseDirectory, "StoredEvents");
}
