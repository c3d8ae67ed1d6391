using Directives.Api.Access;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Directives.Api;

/// <summary>
/// A question is answered as it was asked or not at all. What an endpoint does not look at is refused by name, because a filter that
/// was misspelt would let everything through; so is a second value where one is looked at.
/// </summary>
sealed class Parameters(RequestDelegate next, IApiDescriptionGroupCollectionProvider described)
{
    /// <summary>What each operation looks at, and whether it may be repeated.</summary>
    readonly Lazy<Dictionary<string, Dictionary<string, bool>>> known = new(() => described.ApiDescriptionGroups.Items.SelectMany(group => group.Items).ToDictionary(
        operation => Permissions.OperationOf(operation.HttpMethod!, operation.RelativePath!),
        operation => operation.ParameterDescriptions.Where(parameter => parameter.Source == BindingSource.Query).ToDictionary(
            parameter => parameter.Name, parameter => parameter.Type.IsArray, StringComparer.OrdinalIgnoreCase)));

    public Task InvokeAsync(HttpContext http) => Refused(http) is { } refusal ? refusal.ToProblem().ExecuteAsync(http) : next(http);

    HttpRefusal? Refused(HttpContext http)
    {
        if (!http.Request.QueryString.HasValue || http.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } route }
            || !known.Value.TryGetValue(Permissions.OperationOf(http.Request.Method, route), out var parameters))
            return null;
        foreach (var (name, values) in http.Request.Query)
            if (!parameters.TryGetValue(name, out var repeats))
                return HttpRefusals.UnknownParameter(name, Nearest(name, parameters.Keys));
            else if (values.Count > 1 && !repeats)
                return HttpRefusals.ParameterTwice(name);
        return null;
    }

    /// <summary>What was meant, if it takes two slips at most and not the whole word.</summary>
    static string? Nearest(string typed, IEnumerable<string> known) =>
        known.Select(name => (Name: name, Slips: Slips(typed, name))).Where(name => name.Slips < Math.Min(3, typed.Length)).OrderBy(name => name.Slips).FirstOrDefault().Name;

    /// <summary>How many letters have to be typed otherwise to make one word of another (Levenshtein).</summary>
    static int Slips(string typed, string meant)
    {
        if (Math.Abs(typed.Length - meant.Length) > 2)
            return int.MaxValue;
        var row = Enumerable.Range(0, meant.Length + 1).ToArray();
        for (var i = 1; i <= typed.Length; i++)
            for (var (j, corner) = (1, row[0]++); j <= meant.Length; j++)
            {
                var other = char.ToLowerInvariant(typed[i - 1]) == char.ToLowerInvariant(meant[j - 1]) ? 0 : 1;
                (row[j], corner) = (Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + other), row[j]);
            }

        return row[^1];
    }
}
