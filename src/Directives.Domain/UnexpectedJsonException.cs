using System.Text.Json;

namespace Directives.Domain;

/// <summary>JSON in which a value is not written as it should be; says in both languages what is expected in its place.</summary>
public sealed class UnexpectedJsonException(BilingualText expected) : JsonException(expected.En)
{
    public BilingualText Expected => expected;
}
