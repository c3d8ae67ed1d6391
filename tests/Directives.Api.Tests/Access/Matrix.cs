using System.Text.RegularExpressions;
using Directives.Api.Access;
using Directives.Domain;

namespace Directives.Api.Tests.Access;

/// <summary>Asks for every operation of the API document in every role, and tells where the answer is not what <see cref="Permissions"/> say.</summary>
static partial class Matrix
{
    public static async Task<List<string>> OperationsOf(App app)
    {
        var paths = (await app.Get("/swagger/v1/swagger.json")).Should(200).Json.GetProperty("paths").EnumerateObject();
        return [.. from path in paths
                   from operation in path.Value.EnumerateObject()
                   where !operation.Value.TryGetProperty("security", out var security) || security.GetArrayLength() > 0
                   select $"{operation.Name.ToUpperInvariant()} {path.Name}"];
    }

    /// <summary>Every operation in every role, about things that do not exist: a role either hears that it is not for it, or anything else.</summary>
    public static async Task<List<string>> WrongRoles(App app)
    {
        var wrong = new List<string>();
        foreach (var operation in await OperationsOf(app))
            foreach (var role in Enum.GetValues<Role>())
            {
                var answer = await Ask(app, operation, new($"{role}", Scenarios.Finance), name => name is "start" ? "2025-07-25" : name is "edition" ? "1" : $"{Guid.Empty}");
                var expected = Permissions.Written.Of(operation, role) is not Reach.Nothing;
                if (expected == (answer.Status is 401 or 403))
                    wrong.Add($"{operation} as {role}: {answer.Status} {answer.Text}");
            }
        return wrong;
    }

    /// <summary>An operation on what its path names, with a body that nobody can read, so that nothing comes of a write.</summary>
    static async Task<Answer> Ask(App app, string operation, Caller caller, Func<string, string> named)
    {
        var (method, path) = (operation.Split(' ')[0], Parameter().Replace(operation.Split(' ')[1], match => named(match.Groups[1].Value)));
        using var request = new HttpRequestMessage(new(method), path);
        request.As(caller).Headers.Add("Idempotency-Key", $"{Guid.NewGuid()}");
        if (method is "POST")
            request.Content = new StringContent("[", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var response = await app.Http.SendAsync(request);
        return new((int)response.StatusCode, null, null, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType);
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
