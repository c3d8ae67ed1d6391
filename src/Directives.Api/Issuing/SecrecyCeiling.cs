using Directives.Domain.Issuing;

namespace Directives.Api.Issuing;

/// <summary>The most secret a document may be here: the setting <c>Secrecy:Highest</c> (none, secret, highlySecret or topSecret), <c>secret</c> if it is not set.</summary>
public sealed record SecrecyCeiling(SecrecyLevel Highest)
{
    /// <exception cref="InvalidOperationException">The setting names no level. To guess one could let too much in.</exception>
    public static SecrecyCeiling Of(IConfiguration configuration) => configuration["Secrecy:Highest"] switch
    {
        null or "" => new(SecrecyLevel.Secret),
        var set when Choice<SecrecyLevel>.TryParse(set, out var level) => new(level.Value),
        var set => throw new InvalidOperationException($"Secrecy:Highest is '{set}'; it may be {string.Join(", ", Enum.GetValues<SecrecyLevel>().Select(Names.Of))}.")
    };
}
