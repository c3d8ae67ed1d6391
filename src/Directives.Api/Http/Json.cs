using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Directives.Domain;

namespace Directives.Api;

/// <summary>JSON as it is read and written over HTTP: camelCase, enums by name, instants in UTC, nothing unknown, nothing missing.</summary>
public static class Json
{
    public const long MaxBody = 256 * 1024;

    public const int MaxDepth = 16;

    public static void Configure(JsonSerializerOptions options)
    {
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = MaxDepth;
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(RefuseNullItems);
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // Vietnamese stays readable; it is never put into a page as it is
        options.Converters.Add(new NamedEnum());
        options.Converters.Add(new Day());
        options.Converters.Add(new PlainText());
        options.Converters.Add(new UtcInstant());
    }

    /// <summary>PostgreSQL cannot keep a NUL character, so it is refused where it comes in.</summary>
    sealed class PlainText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
                throw new UnexpectedJsonException(new("Ở đây cần một chuỗi ký tự.", "A text is expected here."));
            var text = reader.GetString();
            return text?.Contains('\0', StringComparison.Ordinal) is true
                ? throw new UnexpectedJsonException(new("Ở đây không được có ký tự NUL.", "A text cannot contain the NUL character."))
                : text;
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
    }

    /// <summary>Enums by name, and the names in the problem when none fits.</summary>
    sealed class NamedEnum : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;

        sealed class Of<TEnum> : JsonConverter<TEnum> where TEnum : struct, Enum
        {
            static readonly Dictionary<string, TEnum> Values = Enum.GetValues<TEnum>().ToDictionary(Names.Of);

            public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
                reader.TokenType is JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out var value)
                    ? value
                    : throw new UnexpectedJsonException(new(
                        $"Ở đây cần một trong các giá trị {string.Join(", ", Values.Keys)}.", $"One of {string.Join(", ", Values.Keys)} is expected here."));

            public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(Names.Of(value));
        }
    }

    /// <summary>A list holds items; null is none.</summary>
    static void RefuseNullItems(JsonTypeInfo type)
    {
        var lists = type.Properties.Where(property => property.Get is not null && property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable))).ToList();
        if (type.Kind is JsonTypeInfoKind.Object && lists.Count > 0)
            type.OnDeserialized = item =>
            {
                foreach (var list in lists)
                    if (list.Get!(item) is IEnumerable items && items.Cast<object?>().Contains(null))
                        throw new BadRequestException(HttpRefusals.NullItem with { Field = $"/{list.Name}" });
            };
    }

    sealed class Day : JsonConverter<DateOnly>
    {
        public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.String
                && DateOnly.TryParseExact(reader.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && day.Year is >= QueryDay.FirstYear and <= QueryDay.LastYear
                    ? day
                    : throw new UnexpectedJsonException(new(
                        $"Ở đây cần một ngày như 2025-07-31, trong khoảng từ năm {QueryDay.FirstYear} đến năm {QueryDay.LastYear}.",
                        $"A day such as 2025-07-31, between {QueryDay.FirstYear} and {QueryDay.LastYear}, is expected here."));

        public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    /// <summary>RFC 3339 in UTC with a Z, and as many digits as the database keeps.</summary>
    sealed class UtcInstant : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.String && reader.TryGetDateTimeOffset(out var instant)
                ? instant.ToUniversalTime()
                : throw new UnexpectedJsonException(new("Ở đây cần một thời điểm như 2025-08-01T01:00:00Z.", "An instant such as 2025-08-01T01:00:00Z is expected here."));

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
    }
}
