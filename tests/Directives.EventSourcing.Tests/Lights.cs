using System.Text.Json.Serialization;

namespace Directives.EventSourcing.Tests;

/// <summary>The tests' own business: a light is a stream, and is switched on, dimmed and switched off.</summary>
[JsonDerivedType(typeof(SwitchedOn), "light_switched_on")]
[JsonDerivedType(typeof(Dimmed), "light_dimmed")]
[JsonDerivedType(typeof(SwitchedOff), "light_switched_off")]
public abstract record LightEvent;

public sealed record SwitchedOn(string SwitchedBy, LightColour Colour) : LightEvent;

public sealed record Dimmed(decimal Level, string? Reason = null) : LightEvent;

public sealed record SwitchedOff(DateTimeOffset SwitchedAt) : LightEvent;

public enum LightColour { WarmWhite, DeepBlue }

/// <summary>Events of a later version of the program: stored beside the lights, unknown to whoever knows only those.</summary>
[JsonDerivedType(typeof(BulbReplaced), "bulb_replaced")]
public abstract record BulbEvent;

public sealed record BulbReplaced(string Brand) : BulbEvent;

/// <summary>Appends in the words of the tests.</summary>
public static class Lights
{
    public static readonly EventMetadata Tester = new("tester");

    public static Append Append(Guid light, long? expected, params object[] events) =>
        new(light, "light", expected, events, Tester);

    /// <summary>One event wherever the light stands.</summary>
    public static Append Dim(Guid light, decimal level) => Append(light, null, new Dimmed(level));

    public static Append With(this Append append, Guid key, string request = "request") =>
        append with { Key = Key(key, request) };

    public static IdempotencyKey Key(Guid key, string request = "request") =>
        new(key, System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(request)));
}
