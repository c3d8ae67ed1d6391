using System.Reflection;
using Directives.Domain;

namespace Directives.Api;

/// <summary>One problem type; what its <c>type</c> links to.</summary>
/// <param name="Type">As the problem names it.</param>
/// <param name="Code">For programs; never changes.</param>
/// <param name="Status">The HTTP status it comes with.</param>
/// <param name="AppliesTo">The features that give it, as they are tagged in the API document.</param>
/// <param name="Sentences">What it says; values in it are examples.</param>
/// <param name="Places">What it blames, where that is always the same.</param>
public sealed record ProblemType(
    string Type, string Code, int Status, IReadOnlyList<string> AppliesTo, IReadOnlyList<BilingualText> Sentences, IReadOnlyList<string> Places);

/// <summary>
/// All problems there are, read off the classes that declare them (named <c>…Refusals</c>), those that take values with
/// an example for each. This is the one place that looks at the program itself: a list by hand would name every refusal
/// a second time, and would be silent about the one somebody forgot.
/// </summary>
public static class ProblemCatalogue
{
    public static IReadOnlyList<ProblemType> All { get; } =
        [.. Declared().GroupBy(declared => declared.Refusal.Code).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new ProblemType(
            Problems.TypeOf(group.Key),
            group.Key,
            group.First().Refusal.Status,
            [.. group.Select(declared => declared.Feature).Distinct()],
            [.. group.Select(declared => declared.Refusal.Reason)],
            [.. group.Select(declared => declared.Refusal.Field).OfType<string>().Distinct()]))];

    public static ProblemType? Find(string code) => All.FirstOrDefault(problem => problem.Code == code);

    /// <summary>Every refusal, under its feature, in the order it is written down.</summary>
    public static IEnumerable<(string Feature, MemberInfo Member, HttpRefusal Refusal)> Declared() =>
        from type in typeof(Refusal).Assembly.GetTypes().Concat(typeof(HttpRefusal).Assembly.GetTypes())
        where type.Name.EndsWith("Refusals", StringComparison.Ordinal)
        from member in type.GetMembers(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).OrderBy(member => member is MethodInfo).ThenBy(member => member.MetadataToken)
        let refusal = ValueOf(member)
        where refusal is not null
        select (FeatureOf(type), member, refusal);

    static HttpRefusal? ValueOf(MemberInfo member)
    {
        var value = member switch
        {
            PropertyInfo property => property.GetValue(null),
            MethodInfo { IsSpecialName: false } method when Refuses(method) => method.Invoke(null, [.. method.GetParameters().Select(ExampleOf)]),
            _ => null
        };
        return value as HttpRefusal ?? (value is Refusal refusal ? HttpRefusal.Of(refusal) : null);
    }

    /// <summary>Gives a refusal whatever it is given; a check gives one or none and is left out.</summary>
    static bool Refuses(MethodInfo method) =>
        (method.ReturnType == typeof(Refusal) || method.ReturnType == typeof(HttpRefusal))
        && new NullabilityInfoContext().Create(method.ReturnParameter).ReadState is NullabilityState.NotNull;

    /// <summary>The second day comes after the first, and so with numbers.</summary>
    static object? ExampleOf(ParameterInfo parameter) => parameter switch
    {
        { ParameterType: var type } when type == typeof(string) => $"‹{parameter.Name}›",
        { ParameterType: var type } when type == typeof(BilingualText) => new BilingualText("Ở đây cần một UUID.", "A UUID is expected here."),
        { ParameterType: var type } when type == typeof(AgencyId) => new AgencyId("bo-tai-chinh"),
        { ParameterType: var type } when type == typeof(DateOnly) => new DateOnly(2025, 7, 31).AddDays(parameter.Position),
        { ParameterType: var type } when type == typeof(DateTimeOffset) => new DateTimeOffset(2025, 8, 1, 1, 0, 0, TimeSpan.Zero),
        { ParameterType: var type } when type == typeof(int) => 100 + parameter.Position,
        { ParameterType: var type } when type == typeof(long) => 100L + parameter.Position,
        { ParameterType: var type } => Activator.CreateInstance(type)
    };

    static string FeatureOf(Type type) => type.Namespace switch
    {
        "Directives.Domain" => "General",
        "Directives.Api" => "HTTP",
        var feature => feature![(feature!.LastIndexOf('.') + 1)..]
    };
}
