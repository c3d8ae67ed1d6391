using System.Text.Json;

namespace Directives.Api;

/// <summary>Enum values as they are written everywhere outside the program: camelCase.</summary>
public static class Names
{
    public static string Of<TEnum>(TEnum value) where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static TEnum Parse<TEnum>(string name) where TEnum : struct, Enum => Enum.Parse<TEnum>(name, ignoreCase: true);
}
