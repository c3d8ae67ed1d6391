using System.Reflection;
using System.Text.RegularExpressions;

namespace Directives.EventSourcing.Tests;

/// <summary>The store could be lifted out: it stands on PostgreSQL and logging, and knows no business.</summary>
public sealed partial class ArchitectureTests
{
    static readonly Assembly Store = typeof(EventStore).Assembly;

    [Fact]
    public void It_references_the_framework_Npgsql_and_logging_only()
    {
        var references = Store.GetReferencedAssemblies().Select(reference => reference.Name!).ToList();

        references.Should().Contain("Npgsql");
        references.Where(name => !name.StartsWith("System.", StringComparison.Ordinal))
            .Should().BeSubsetOf(["Npgsql", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Win32.Primitives"], "the last is the framework's too");
    }

    [Fact]
    public void Its_public_names_are_not_those_of_the_business()
    {
        var words = Store.GetExportedTypes().SelectMany(Identifiers)
            .SelectMany(name => Word().Matches(name))
            .Select(word => word.Value.ToLowerInvariant())
            .ToHashSet();

        words.Should().Contain(["event", "append", "idempotency", "projection", "known"]);
        words.Should().NotContain(["directive", "directives", "agency", "agencies", "assignment", "assignments"]);
    }

    /// <summary>The names of a type, its members and their parameters; only the root namespace is the product's.</summary>
    static IEnumerable<string> Identifiers(Type type)
    {
        yield return type.FullName!.Replace("Directives.EventSourcing", "", StringComparison.Ordinal);
        foreach (var member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        {
            yield return member.Name;
            if (member is MethodBase method)
                foreach (var parameter in method.GetParameters())
                    yield return parameter.Name ?? "";
        }
    }

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")]
    private static partial Regex Word();
}
