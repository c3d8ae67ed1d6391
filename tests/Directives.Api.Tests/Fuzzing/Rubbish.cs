using System.Text;

namespace Directives.Api.Tests.Fuzzing;

/// <summary>What no sensible caller sends.</summary>
sealed class Rubbish(Random random)
{
    public T OneOf<T>(params IReadOnlyList<T> some) => some[random.Next(some.Count)];

    public bool In(int hundred) => random.Next(100) < hundred;

    public string Text() => OneOf(
        "", " ", "null", "undefined", "\u200b\u2060\ufeff", "\u202egnp.\u202c", "e\u0301\u0302\u0303", "Bộ Tài chính", "🏛️", "\u0000", "a\u0000b", "\r\nX-Injected: 1", "../../etc/passwd", "%2e%2e%2f", "'; drop table es.events; --",
        "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "${jndi:ldap://127.0.0.1/a}", "{{7*7}}", "bo-tai-chinh", "BO-TAI-CHINH", "-", "*", "@",
        new string('a', OneOf(300, 5_000, 20_000)), new string('\u1ed9', 2_000), $"{Guid.Empty}", $"{Guid.NewGuid()}", Day(), Number());

    public string Number() => OneOf("0", "-0", "-1", "1", "2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1e400", "1.5", "0x10", "NaN", "١", "1,000", new string('9', 400));

    public string Day() => OneOf(
        "2025-07-25", "2025-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2025-7-5", "25/07/2025", "2025-07-25T00:00:00Z", "2025-07-25T25:61:61Z", "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00+14:00",
        "2025-07-25T00:00:00", "2025-Q2", "2025-W30", "2025");

    /// <summary>One JSON value, or what pretends to be one.</summary>
    public string Json() => OneOf<Func<string>>(
        () => OneOf("null", "true", "false", "{}", "[]", "[null]", "[[]]", "{\"\":null}", "NaN", "Infinity", "'a'", "undefined", "//", "\"\\ud800\"", "\"\\udfff\\ud800\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\x\"", "{\"$type\":\"System.Object\"}", "{\"vi\":null}", "{\"vi\":\"Thử\",\"en\":\"\"}"),
        Number,
        () => Quoted(Day()),
        () => Quoted(Text()),
        () => $"[{string.Join(',', Enumerable.Repeat(OneOf("0", "null", "\"bo-tai-chinh\"", "{}", "\"a\""), 10_000))}]",
        () => Nested(OneOf(15, 17, 64, 3_000)))();

    /// <summary>Bytes that are no JSON at all.</summary>
    public byte[] Bytes()
    {
        if (In(50))
            return Encoding.UTF8.GetBytes(OneOf("", "{", "[", "\"", "{\"a\":1}{\"b\":2}", "\ufeff{}", "{\"a\":1,}", "<a/>", "a=b", "{\"a\"", "nul", new string(' ', 10_000), Nested(3_000)));
        var bytes = new byte[random.Next(1, 2_000)];
        random.NextBytes(bytes);
        return bytes;
    }

    static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    string Nested(int deep) => In(50)
        ? new string('[', deep) + new string(']', deep)
        : string.Concat(Enumerable.Repeat("{\"a\":", deep)) + "1" + new string('}', deep);
}
