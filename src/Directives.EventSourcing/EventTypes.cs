using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Directives.EventSourcing;

/// <summary>
/// Maps event records to the names and JSON they are stored under. The names are those declared with
/// <see cref="JsonDerivedTypeAttribute"/> beside each record, so renaming a record in C# never changes a stored name.
/// </summary>
public sealed class EventTypes
{
    /// <summary>How events are written: camelCase, enums by name, nulls written out, required means required.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowOutOfOrderMetadataProperties = true, // jsonb keeps members in an order of its own
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // stored, never put into a page as it is
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) }
    };

    readonly FrozenDictionary<string, Type> typeOf;
    readonly FrozenDictionary<string, JsonTypeInfo> readers;
    readonly FrozenDictionary<Type, (string Name, string DotNet)> nameOf;

    /// <summary>Knows every record declared on the given event families.</summary>
    /// <exception cref="InvalidOperationException">A family or a record declares no name, or two records share one, or two names one record.</exception>
    public EventTypes(params ReadOnlySpan<Type> families)
    {
        var types = new Dictionary<string, Type>();
        var names = new Dictionary<Type, (string, string)>();
        foreach (var family in families)
        {
            var declared = Json.GetTypeInfo(family).PolymorphismOptions?.DerivedTypes
                ?? throw new InvalidOperationException($"{family} declares no stored names.");
            foreach (var record in declared)
            {
                var type = record.DerivedType;
                var name = record.TypeDiscriminator as string ?? throw new InvalidOperationException($"{type} has no stored name.");
                if (!types.TryAdd(name, type))
                    throw new InvalidOperationException($"Two events are stored as '{name}'.");
                if (!names.TryAdd(type, (name, $"{type.FullName}, {type.Assembly.GetName().Name}")))
                    throw new InvalidOperationException($"{type} has two stored names.");
            }
        }

        typeOf = types.ToFrozenDictionary();
        readers = types.ToFrozenDictionary(type => type.Key, type => Json.GetTypeInfo(type.Value));
        nameOf = names.ToFrozenDictionary();
    }

    /// <summary>Every stored name and the record it stands for.</summary>
    public IReadOnlyDictionary<string, Type> Names => typeOf;

    /// <summary>The name an event is stored under.</summary>
    public string NameOf(object @event) => Known(@event).Name;

    /// <summary>An event as it is stored, for whoever shows it.</summary>
    public static JsonElement Stored(object @event) => JsonSerializer.SerializeToElement(@event, @event.GetType(), Json);

    internal (string Name, string DotNet, string Json) Write(object @event)
    {
        var (name, dotNet) = Known(@event);
        return (name, dotNet, JsonSerializer.Serialize(@event, @event.GetType(), Json));
    }

    (string Name, string DotNet) Known(object @event) => nameOf.TryGetValue(@event.GetType(), out var name)
        ? name
        : throw new ArgumentException($"{@event.GetType()} is no registered event.", nameof(@event));

    internal object Read(string name, ReadOnlySpan<byte> json) => readers.TryGetValue(name, out var type)
        ? JsonSerializer.Deserialize(json, type)!
        : throw new JsonException($"No record is registered for events stored as '{name}'.");
}
