using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Directives.Api.Demo;
using Directives.Api.Tests.Demo;

namespace Directives.Api.Tests;

/// <summary>
/// Holds the README to the program: whoever changes the demo or an answer is told what it has to say from then on. With
/// <c>README_TOUR=write</c> in the environment it is written so.
/// </summary>
public partial class ReadmeTourTests(DemoApp app) : IClassFixture<DemoApp>
{
    static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../.."));

    static readonly bool Writes = Environment.GetEnvironmentVariable("README_TOUR") is "write";

    readonly string[] readme = File.ReadAllLines(Path.Combine(Root, "README.md"));

    [Fact]
    public async Task The_calls_of_the_tour_are_answered_as_the_README_says()
    {
        var steps = TourStep.In(readme);
        steps.Where(step => step.Calls).Should().HaveCountGreaterThan(10).And.OnlyContain(step => step.Shown.Count > 0, "every call shows something");
        List<(TourStep Is, string Answer)> right = [];
        List<(string Was, string Is)> names = [];

        await using var bash = new Bash();
        await bash.Run("curl() { command curl --silent --show-error \"$@\"; }");
        foreach (var step in steps)
        {
            var asked = step.After(names);
            var answer = await bash.Run(asked.Typed.Replace("localhost:5080", app.Http.BaseAddress!.Authority, StringComparison.Ordinal));
            var answered = asked.Answered(answer);
            names.AddRange(step.Names(answered));
            right.Add((answered, answer));
        }

        var wrong = steps.Zip(right).Where(step => !step.First.Lines.SequenceEqual(step.Second.Is.Lines)).ToList();
        if (wrong is not [])
            Correct(
                Corrected(steps, right.ConvertAll(step => step.Is)),
                string.Join("\n\n", wrong.Select(step => $"line {step.First.Line + 1}\n{string.Join('\n', step.Second.Is.Lines)}{(step.First.Calls ? $"\n\nbecause the answer was\n{Start(step.Second.Answer)}" : "")}")));
    }

    [Fact]
    public async Task The_demo_is_as_large_as_the_tour_says()
    {
        var data = DemoData.Read();
        var assignments = (await app.Get("/directives?pageSize=1000")).Should(200).Json.GetProperty("items").EnumerateArray().Sum(directive => directive.GetProperty("assignments").GetInt64());
        var provinces = (await app.Get("/agencies?kind=provincialPartyCommittee&pageSize=1000")).Should(200).Json.GetProperty("items").GetArrayLength();

        Dictionary<string, long> sizes = new()
        {
            ["directives"] = data.Documents.Count,
            ["tasks"] = data.Documents.Sum(directive => directive.Tasks.Count),
            ["provinces"] = provinces,
            ["assignments"] = assignments
        };
        var said = string.Join('\n', readme);
        Said().Matches(said).Select(size => size.Groups["of"].Value).Should().Equal(sizes.Keys);
        var right = Said().Replace(said, size => sizes[size.Groups["of"].Value].ToString("N0", CultureInfo.InvariantCulture));
        if (right != said)
            Correct(right.Split('\n'), string.Join(", ", sizes.Select(size => FormattableString.Invariant($"{size.Value:N0} {size.Key}"))));
    }

    static void Correct(IEnumerable<string> corrected, string what)
    {
        var path = Writes ? Path.Combine(Root, "README.md") : Path.Combine(Root, ".artifacts", "README.md");
        File.WriteAllLines(path, corrected);
        if (!Writes)
            Assert.Fail($"README.md has to say this, as it does in {path}; README_TOUR=write has this test write it there.\n\n{what}");
    }

    List<string> Corrected(List<TourStep> steps, List<TourStep> right)
    {
        var corrected = readme.ToList();
        foreach (var (step, replacement) in steps.Zip(right).Reverse())
        {
            corrected.RemoveRange(step.Line, step.Lines.Count);
            corrected.InsertRange(step.Line, replacement.Lines);
        }

        return corrected;
    }

    static string Start(string answer) => answer[..Math.Min(answer.Length, 1000)];

    static string Here([CallerFilePath] string here = "") => here;

    /// <summary>The sizes in the tour's first sentences.</summary>
    [GeneratedRegex(@"(?<=## A tour in five minutes[^*]*)\b[0-9,]+(?=\s(?<of>directives|tasks|provinces|assignments)\b)")]
    private static partial Regex Said();
}
