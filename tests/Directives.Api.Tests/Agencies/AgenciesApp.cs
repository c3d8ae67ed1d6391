using System.Text.Json;

namespace Directives.Api.Tests.Agencies;

/// <summary>The host on 20 June 2025, when the mergers of 1 July are decided and not yet done.</summary>
public class AgenciesApp : App
{
    public AgenciesApp() => Clock.StoppedAt = new(2025, 6, 20, 3, 0, 0, TimeSpan.Zero);

    /// <summary>Registers an agency; its path.</summary>
    public async Task<string> Registered(string code, string name, string since = "2017-01-01", string level = "provincial", string kind = "provincialPartyCommittee") =>
        (await Post("/agencies", Body(code, name, since, level, kind))).Status is 201 or 409 ? $"/agencies/{code}" : throw new InvalidOperationException($"{code} was not registered.");

    public static object Body(string code, string name, string since, string level = "provincial", string kind = "provincialPartyCommittee") =>
        new { code, name = new { vi = name }, kind, level, effectiveOn = since };

    /// <summary>The codes of those that exist on a day.</summary>
    public async Task<List<string?>> Listed(string day, string more = "") =>
        [.. (await Get($"/agencies?on={day}&pageSize=1000{more}")).Should(200).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString())];

    /// <summary>Who heads it; null while nobody does.</summary>
    public static string? HeadOf(JsonElement agency) => agency.GetProperty("head") is { ValueKind: JsonValueKind.Object } head ? head.GetProperty("person").GetString() : null;
}
