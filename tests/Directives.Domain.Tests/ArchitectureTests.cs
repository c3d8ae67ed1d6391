using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml.Linq;
using Directives.Domain.Agencies;
using Directives.Domain.Calendars;
using Directives.Domain.Reporting;
using Directives.Domain.Tests.Agencies;

namespace Directives.Domain.Tests;

/// <summary>What keeps the domain pure, and what it stored readable.</summary>
public class ArchitectureTests
{
    static readonly Assembly Domain = typeof(Directive).Assembly;

    [Fact]
    public void The_domain_stands_on_the_base_class_library_alone() =>
        Domain.GetReferencedAssemblies().Select(assembly => assembly.Name)
            .Should().OnlyContain(name => name!.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard" || name == "mscorlib");

    [Fact]
    public void Its_project_references_nothing() =>
        XDocument.Load(Path.Combine(Root(), "src/Directives.Domain/Directives.Domain.csproj")).Descendants()
            .Where(element => element.Name.LocalName.EndsWith("Reference", StringComparison.Ordinal))
            .Should().BeEmpty();

    [Theory]
    [InlineData(typeof(DirectiveEvent))]
    [InlineData(typeof(AgencyEvent))]
    [InlineData(typeof(CalendarEvent))]
    [InlineData(typeof(PolicyEvent))]
    [InlineData(typeof(ReminderEvent))]
    [InlineData(typeof(PublicationEvent))]
    public void Every_event_is_stored_under_its_own_name_in_snake_case(Type family)
    {
        var events = family.GetNestedTypes().Where(type => type.IsSubclassOf(family));
        var declared = family.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false);

        declared.Select(declaration => (declaration.DerivedType, declaration.TypeDiscriminator))
            .Should().BeEquivalentTo(events.Select(type => (type, (object?)JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name))));
    }

    [Theory]
    [InlineData(typeof(DirectiveEvent))]
    [InlineData(typeof(AgencyEvent))]
    [InlineData(typeof(CalendarEvent))]
    [InlineData(typeof(PolicyEvent))]
    [InlineData(typeof(ReminderEvent))]
    [InlineData(typeof(PublicationEvent))]
    public void Every_event_belongs_to_its_closed_family(Type family) =>
        Domain.GetTypes().Where(type => type.IsSubclassOf(family)).Should().OnlyContain(type => type.DeclaringType == family && type.IsSealed);

    [Fact]
    public void The_examples_have_one_of_every_event_and_of_every_command()
    {
        EveryEvent.Select(e => e.GetType()).Distinct().Should().BeEquivalentTo(typeof(DirectiveEvent).GetNestedTypes());
        EveryCommand.Select(c => c.GetType()).Should().BeEquivalentTo(Domain.GetTypes().Where(type => type.IsSubclassOf(typeof(DirectiveCommand))));
        AgencyExamples.EveryEvent.Select(e => e.GetType()).Should().BeEquivalentTo(typeof(AgencyEvent).GetNestedTypes());
        AgencyExamples.EveryCommand.Select(c => c.GetType()).Should().BeEquivalentTo(Domain.GetTypes().Where(type => type.IsSubclassOf(typeof(AgencyCommand))));
    }

    [Fact]
    public void Every_command_is_answered()
    {
        foreach (var command in EveryCommand)
            Given(Issued).Invoking(given => given.When(command)).Should().NotThrow();
    }

    [Fact]
    public void What_is_stored_is_read_back_as_it_was()
    {
        var stored = JsonSerializer.Serialize(EveryEvent, JsonSerializerOptions.Web);

        JsonSerializer.Deserialize<DirectiveEvent[]>(stored, JsonSerializerOptions.Web)
            .Should().BeEquivalentTo(EveryEvent, how => how.RespectingRuntimeTypes().WithStrictOrdering());
        JsonSerializer.Deserialize<AgencyEvent[]>(JsonSerializer.Serialize(AgencyExamples.EveryEvent, JsonSerializerOptions.Web), JsonSerializerOptions.Web)
            .Should().BeEquivalentTo(AgencyExamples.EveryEvent, how => how.RespectingRuntimeTypes().WithStrictOrdering());
    }

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directives.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run below the solution.");
        return folder.FullName;
    }
}
