using System.Text.Json;
using System.Text.RegularExpressions;

namespace Directives.Api.Tests;

/// <summary>A command of the README's tour, which stands behind a <c>$</c>, and what the README shows of its answer.</summary>
/// <param name="Line">Where it starts, from 0.</param>
/// <param name="Command">Its lines.</param>
/// <param name="Shown">The answer's lines.</param>
sealed partial record TourStep(int Line, IReadOnlyList<string> Command, IReadOnlyList<string> Shown)
{
    public static List<TourStep> In(string[] readme)
    {
        var steps = new List<TourStep>();
        for (var at = Array.IndexOf(readme, "## A tour in five minutes") + 1; !readme[at].StartsWith("## ", StringComparison.Ordinal); at++)
            if (IsCommand(readme[at]))
            {
                var from = at;
                while (readme[at].EndsWith('\\'))
                    at++;
                var shown = readme.Skip(at + 1).TakeWhile(line => line is not "```" && !IsCommand(line)).ToList();
                while (shown is [.., ""])
                    shown.RemoveAt(shown.Count - 1);
                steps.Add(new(from, readme[from..(at + 1)], shown));
            }
        return steps;
    }

    public IReadOnlyList<string> Lines => [.. Command, .. Shown];

    /// <summary>What is typed.</summary>
    public string Typed => string.Join('\n', Command)[2..];

    /// <summary>Whether it asks for something to be shown; what only sets a variable does not.</summary>
    public bool Calls => Typed.StartsWith("curl ", StringComparison.Ordinal);

    /// <summary>This step as the README has to show it if this is the answer: shortened and laid out as it is now.</summary>
    public TourStep Answered(string answer)
    {
        var parts = answer.StartsWith("HTTP/", StringComparison.Ordinal) ? answer.Split("\r\n\r\n", 2) : ["", answer];
        var (headers, body) = (parts[0].Split("\r\n"), parts[1]);
        var json = Shown.TakeWhile(line => !line.StartsWith('{')).Count();
        return this with
        {
            Shown =
            [
                .. Shown.Take(json).Select(line => Header(headers, line)).OfType<string>(),
                .. json == Shown.Count ? [] : !body.StartsWith('{') ? body.Split('\n') : ShortenedJson.Of(JsonDocument.Parse(body).RootElement, string.Join('\n', Shown.Skip(json))).Split('\n')
            ]
        };
    }

    /// <summary>This step after others that were answered with other ids and versions: it has to ask for those.</summary>
    public TourStep After(IEnumerable<(string Was, string Is)> names) =>
        this with { Command = [.. Command.Select(line => AskedFor().Replace(line, asked => names.LastOrDefault(name => name.Was == asked.Value).Is ?? asked.Value))] };

    /// <summary>The ids and versions it shows, with those it has to show.</summary>
    public IEnumerable<(string Was, string Is)> Names(TourStep answered) => NamesIn(Shown).Zip(NamesIn(answered.Shown), (was, now) => (was, now));

    static IEnumerable<string> NamesIn(IEnumerable<string> shown) => Answer().Matches(string.Join('\n', shown)).Select(name => name.Value);

    /// <summary>The status always stands first; other headers go by their names.</summary>
    static string? Header(string[] headers, string shown) =>
        shown is "" ? ""
        : shown.StartsWith("HTTP/", StringComparison.Ordinal) ? headers[0]
        : headers.FirstOrDefault(header => header.StartsWith(shown.Split(':')[0] + ':', StringComparison.Ordinal));

    static bool IsCommand(string line) => line.StartsWith("$ ", StringComparison.Ordinal);

    [GeneratedRegex("(?<=ETag: \"|\"version\":)[0-9]+|[0-9a-f-]{36}")]
    private static partial Regex Answer();

    [GeneratedRegex("(?<=If-Match: \"|Version=)[0-9]+|[0-9a-f-]{36}")]
    private static partial Regex AskedFor();
}
