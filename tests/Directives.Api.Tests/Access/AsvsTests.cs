using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Directives.Api.Tests.Access;

/// <summary>deploy/ASVS.md says of each requirement where it is shown; what it names is there.</summary>
public sealed partial class AsvsTests
{
    static readonly string Root = RootOf();

    static readonly string[] Sources = [.. new[] { "src", "tests" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.*", SearchOption.AllDirectories))];

    [Fact]
    public void Every_test_and_file_that_is_named_exists()
    {
        var (page, tests) = (Page(), Sources.Where(file => file.EndsWith("Tests.cs", StringComparison.Ordinal)).Select(File.ReadAllText).ToList());

        TestNames().Count(page).Should().BeGreaterThan(80);
        TestNames().Matches(page).Where(named => !tests.Exists(test => test.Contains($"class {named.Groups[1].Value}", StringComparison.Ordinal) && test.Contains($" {named.Groups[2].Value}", StringComparison.Ordinal)))
            .Select(named => named.Value).Should().BeEmpty();
        FileNames().Matches(page).Select(named => named.Groups[1].Value).Where(named => !Sources.Any(file => file.EndsWith($"/{named}", StringComparison.Ordinal))).Should().BeEmpty();
    }

    [Fact]
    public void Every_requirement_is_met_open_or_does_not_apply_and_stands_there_once()
    {
        var rows = Rows().Matches(Page());

        rows.Select(row => row.Groups[2].Value).Distinct().Should().BeEquivalentTo("met", "open", "n/a");
        var requirements = rows.SelectMany(row => row.Groups[1].Value.Split(", ").SelectMany(Each)).ToList();
        requirements.Should().OnlyHaveUniqueItems().And.HaveCount(246, "so many of the standard's are of level 1 or 2, those on WebRTC left out");
    }

    /// <summary><c>6.2.1 to 6.2.12</c> is twelve of them.</summary>
    static IEnumerable<string> Each(string named)
    {
        if (named.Split(" to ") is not [var first, var last])
            return [named];
        var section = first[..first.LastIndexOf('.')];
        var (from, to) = (int.Parse(first[(section.Length + 1)..]), int.Parse(last[(section.Length + 1)..]));
        return Enumerable.Range(from, to - from + 1).Select(number => $"{section}.{number}");
    }

    static string Page() => File.ReadAllText(Path.Combine(Root, "deploy", "ASVS.md"));

    static string RootOf([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));

    [GeneratedRegex(@"\b([A-Z]\w*Tests)\b(?:\.(\w+))?")]
    private static partial Regex TestNames();

    [GeneratedRegex(@"`((?:\w+/)?\w+\.cs)`")]
    private static partial Regex FileNames();

    [GeneratedRegex(@"(?m)^\| (\d+\.\d+\.\d+[^|]*?) \| (.*?) \|")]
    private static partial Regex Rows();
}
