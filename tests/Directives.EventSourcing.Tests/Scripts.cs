using FsCheck;
using FsCheck.Fluent;

namespace Directives.EventSourcing.Tests;

/// <summary>One command of a random script, in small numbers, so that scripts can be shrunk and read.</summary>
/// <param name="Light">Which of the few lights.</param>
/// <param name="Expects">How the expected version is chosen; <see cref="Script"/> turns it into a number.</param>
/// <param name="Events">How many events.</param>
/// <param name="Key">Which of the few keys, or 0 for none.</param>
/// <param name="Request">Which of the requests the key stands for.</param>
/// <param name="After">Which event the stream must end with.</param>
public sealed record ScriptStep(int Light, Expectation Expects, int Events, int Key, int Request, Ending After);

public enum Expectation { Any, Right, New, OneBehind, OneAhead }

/// <summary>Any event; the one it does end with; the one the last command for it would have written, if it was written.</summary>
public enum Ending { Any, Right, LastTried }

/// <summary>A random script of commands with what must come of each, and a random way to cut it into batches.</summary>
public sealed record Script(ScriptStep[] Steps, int[] Cuts)
{
    /// <summary>The lights of a script: the last one is archived before it starts.</summary>
    public const int LightCount = 4;

    public static Arbitrary<Script> Any { get; } = Arb.From(
        from steps in OneStep().NonEmptyListOf()
        from cuts in Gen.Choose(1, 12).NonEmptyListOf()
        select new Script([.. steps], [.. cuts]),
        Shrink);

    static Gen<ScriptStep> OneStep() =>
        from light in Gen.Choose(0, LightCount - 1)
        from expects in Gen.Frequency(
            (3, Gen.Constant(Expectation.Any)), (4, Gen.Constant(Expectation.Right)), (1, Gen.Constant(Expectation.New)),
            (1, Gen.Constant(Expectation.OneBehind)), (1, Gen.Constant(Expectation.OneAhead)))
        from events in Gen.Choose(1, 3)
        from key in Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Choose(1, 6)))
        from request in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Constant(1)))
        from after in Gen.Frequency((4, Gen.Constant(Ending.Any)), (1, Gen.Constant(Ending.Right)), (2, Gen.Constant(Ending.LastTried)))
        select new ScriptStep(light, expects, events, key, request, after);

    static IEnumerable<Script> Shrink(Script script)
    {
        for (var i = 0; i < script.Steps.Length; i++)
            if (script.Steps.Length > 1)
                yield return script with { Steps = [.. script.Steps[..i], .. script.Steps[(i + 1)..]] };
        for (var i = 0; i < script.Steps.Length; i++)
            if (script.Steps[i].Events > 1)
                yield return script with { Steps = [.. script.Steps[..i], script.Steps[i] with { Events = 1 }, .. script.Steps[(i + 1)..]] };
    }

    public override string ToString() => $"{string.Join(Environment.NewLine, Steps)}{Environment.NewLine}in batches of {string.Join(", ", Cuts)}";

    /// <summary>The script's commands cut into batches; the cuts repeat until the script is used up.</summary>
    public IEnumerable<Append[]> Batches(IReadOnlyList<Append> appends)
    {
        for (var (from, cut) = (0, 0); from < appends.Count; from += Cuts[cut++ % Cuts.Length])
            yield return [.. appends.Skip(from).Take(Cuts[cut % Cuts.Length])];
    }

    /// <summary>The commands, and what the rules say must come of them one after the other, but for positions and times.</summary>
    public (List<Append> Appends, List<AppendResult> Answers) Play(IReadOnlyList<Guid> lights)
    {
        var keys = Enumerable.Range(0, 7).Select(_ => Guid.NewGuid()).ToArray();
        var versions = new long[LightCount];
        versions[^1] = 1; // archived at its first event
        var (ends, tries) = (new Guid?[LightCount], new Guid?[LightCount]);
        var first = new Dictionary<int, (int Request, AppendResult Answer)>();
        var (appends, answers) = (new List<Append>(), new List<AppendResult>());
        foreach (var (step, number) in Steps.Select((step, i) => (step, i)))
        {
            var version = versions[step.Light];
            long? expected = step.Expects switch
            {
                Expectation.Any => null,
                Expectation.Right => version,
                Expectation.New => 0,
                Expectation.OneBehind => version - 1,
                Expectation.OneAhead => version + 1,
                _ => throw new ArgumentOutOfRangeException(nameof(lights), step.Expects, null)
            };
            var events = Enumerable.Range(1, step.Events).Select(n => (object)new Dimmed(number + (n / 10m), $"step {number}")).ToArray();
            var metadata = new EventMetadata($"user {number}", $"correlation {number}", number % 2 == 0 ? null : $"cause {number}").With("step", $"{number}");
            var after = step.After switch { Ending.Right => ends[step.Light], Ending.LastTried => tries[step.Light], _ => null };
            var append = new Append(lights[step.Light], "light", expected, events, metadata, After: after);
            tries[step.Light] = append.LastId;
            appends.Add(step.Key == 0 ? append : append.With(keys[step.Key], $"request {step.Request}"));

            AppendResult answer;
            if (step.Key > 0 && first.TryGetValue(step.Key, out var known))
                answer = known.Request == step.Request ? known.Answer with { Status = AppendStatus.Duplicate } : new(AppendStatus.KeyReused, version);
            else if (step.Light == LightCount - 1)
                answer = new(AppendStatus.Archived, version);
            else if (expected is not null && expected != version || after is not null && after != ends[step.Light])
                answer = new(AppendStatus.Conflict, version);
            else
            {
                ends[step.Light] = append.LastId;
                answer = new(AppendStatus.Appended, versions[step.Light] += step.Events, 0, step.Events);
                if (step.Key > 0)
                    first[step.Key] = (step.Request, answer);
            }

            answers.Add(answer);
        }

        return (appends, answers);
    }
}
