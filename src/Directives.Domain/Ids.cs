using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Directives.Domain;

[JsonConverter(typeof(IdJson<DirectiveId>))]
public readonly record struct DirectiveId(Guid Value) : IId;

[JsonConverter(typeof(IdJson<TaskId>))]
public readonly record struct TaskId(Guid Value) : IId;

[JsonConverter(typeof(IdJson<AssignmentId>))]
public readonly record struct AssignmentId(Guid Value) : IId;

/// <summary>An agency's code in the register, such as <c>bo-tai-chinh</c>. It outlives every renaming.</summary>
[JsonConverter(typeof(AgencyIdJson))]
public readonly partial record struct AgencyId(string Value)
{
    public override string ToString() => Value;

    /// <summary>True for 2 to 40 lower-case ASCII letters, digits and dashes, beginning with a letter.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AgencyId id)
    {
        var valid = text is not null && Pattern().IsMatch(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{1,39}\z")]
    private static partial Regex Pattern();
}

public interface IId
{
    Guid Value { get; init; }
}

/// <summary>Writes a typed identifier as the bare UUID, in events and in HTTP alike.</summary>
public sealed class IdJson<TId> : JsonConverter<TId> where TId : struct, IId
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && reader.TryGetGuid(out var value)
            ? new() { Value = value }
            : throw new UnexpectedJsonException(new("Ở đây cần một UUID.", "A UUID is expected here."));

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

sealed class AgencyIdJson : JsonConverter<AgencyId>
{
    public override AgencyId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && AgencyId.TryParse(reader.GetString(), out var id)
            ? id
            : throw new UnexpectedJsonException(new("Ở đây cần mã cơ quan: 2 đến 40 chữ thường không dấu, chữ số và gạch nối.", "An agency code is expected here: 2 to 40 lower-case letters, digits and dashes."));

    public override void Write(Utf8JsonWriter writer, AgencyId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
