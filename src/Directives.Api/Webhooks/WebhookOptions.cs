using System.Net;

namespace Directives.Api.Webhooks;

/// <summary>How webhooks are sent; the settings are named <c>Webhooks:…</c>.</summary>
public sealed record WebhookOptions
{
    /// <summary>Networks that events may be sent to although they are not public: <c>Webhooks:AllowedNetworks:0=10.20.0.0/16</c>.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>Whether plain http is allowed, for receivers within a closed network.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>How long a receiver may take to answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The pause after a first failure. Each further one is twice as long, less up to half by chance, so that receivers that come back are not run down.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a receiver may fail, at every attempt, before the webhook is paused.</summary>
    public TimeSpan PauseAfter { get; init; } = TimeSpan.FromDays(3);

    /// <exception cref="FormatException">A network is none.</exception>
    public static WebhookOptions Of(IConfiguration configuration)
    {
        var (section, usual) = (configuration.GetSection("Webhooks"), new WebhookOptions());
        return new()
        {
            AllowedNetworks = [.. (section.GetSection("AllowedNetworks").Get<string[]>() ?? []).Select(network => IPNetwork.Parse(network))],
            AllowHttp = section.GetValue("AllowHttp", usual.AllowHttp),
            Timeout = section.GetValue("Timeout", usual.Timeout),
            FirstPause = section.GetValue("FirstPause", usual.FirstPause),
            LongestPause = section.GetValue("LongestPause", usual.LongestPause),
            PauseAfter = section.GetValue("PauseAfter", usual.PauseAfter)
        };
    }

    /// <summary>How long to wait after so many failures in a row.</summary>
    public TimeSpan PauseOf(int attempts, TimeSpan? asked)
    {
        var doubled = FirstPause * Math.Pow(2, Math.Min(attempts, 30) - 1);
        var pause = (doubled < LongestPause ? doubled : LongestPause) * (0.5 + Random.Shared.NextDouble() / 2);
        return asked > pause ? asked.Value < LongestPause ? asked.Value : LongestPause : pause;
    }
}
