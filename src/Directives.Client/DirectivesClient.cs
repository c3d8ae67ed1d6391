using System.Text.Json;
using System.Text.Json.Serialization;

namespace Directives.Client;

/// <summary>
/// The API for C#, written from <c>openapi.json</c> by the build: a method for each operation. Bring an <see cref="HttpClient"/> with the
/// API's base address and a bearer token. What is refused is a <c>DirectivesException&lt;Problem&gt;</c> with the problem's stable code.
/// </summary>
public partial class DirectivesClient
{
    /// <summary>What is not said has its default; null would be something else.</summary>
    static partial void UpdateJsonSerializerSettings(JsonSerializerOptions settings) => settings.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
}

public partial class Answer
{
    /// <summary>The version that was seen; give it back as <c>If-Match</c>.</summary>
    public string ETag => Headers.TryGetValue("ETag", out var tags) ? tags.Single() : throw new InvalidOperationException("This answer has no ETag.");
}
