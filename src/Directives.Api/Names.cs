using System.Collections.Frozen;
using System.Text.Json;

namespace Directives.Api;

/// <summary>Enum values as they are written everywhere outside the program: camelCase.</summary>
public static class Names
{
    public static string Of<TEnum>(TEnum value) where TEnum : struct, Enum => Written<TEnum>.Names[value];

    public static TEnum Parse<TEnum>(string name) where TEnum : struct, Enum => Enum.Parse<TEnum>(name, ignoreCase: true);

    static class Written<TEnum> where TEnum : struct, Enum
    {
        public static readonly FrozenDictionary<TEnum, string> Names =
            Enum.GetValues<TEnum>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
    }
}
