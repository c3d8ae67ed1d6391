namespace Directives.Api;

/// <summary>What a request costs, and so what it is counted with.</summary>
public enum RequestKind { Reads, Writes, Reports, Imports, Streams, Tokens, Nobody }

/// <summary>
/// How much anybody may ask for: the settings <c>Limits:Reads:PerSecond</c> and so on. They are far above what people and
/// ministries' systems need, and below what would keep others waiting.
/// </summary>
public sealed record Limits
{
    public Limit Reads { get; init; } = new() { Burst = 4000, PerSecond = 400, AtOnce = 500, Waiting = 2000 };

    public Limit Writes { get; init; } = new() { Burst = 4000, PerSecond = 400, AtOnce = 2000, Waiting = 2000 };

    /// <summary>Reports and exports in any format.</summary>
    public Limit Reports { get; init; } = new() { Burst = 600, PerSecond = 10, Each = 4, AtOnce = 8, Waiting = 32, Time = TimeSpan.FromMinutes(2) };

    public Limit Imports { get; init; } = new() { Burst = 120, PerSecond = 1, Each = 2, AtOnce = 4, Waiting = 16, Time = TimeSpan.FromMinutes(10) };

    /// <summary>Live streams, and the log as lines; <c>Streams:Most</c> bounds how many are open.</summary>
    public Limit Streams { get; init; } = new() { Burst = 200, PerSecond = 2, Each = 50, Time = Timeout.InfiniteTimeSpan };

    /// <summary>What an issuer of its own is asked, per address.</summary>
    public Limit Tokens { get; init; } = new() { Burst = 200, PerSecond = 5 };

    /// <summary>Whatever comes without a token that counts, per address.</summary>
    public Limit Nobody { get; init; } = new() { Burst = 1000, PerSecond = 50 };

    public static Limits Of(IConfiguration configuration) => configuration.GetSection("Limits").Get<Limits>() ?? new();

    public Limit this[RequestKind kind] => kind switch
    {
        RequestKind.Reads => Reads,
        RequestKind.Writes => Writes,
        RequestKind.Reports => Reports,
        RequestKind.Imports => Imports,
        RequestKind.Streams => Streams,
        RequestKind.Tokens => Tokens,
        RequestKind.Nobody => Nobody,
        _ => throw new ArgumentOutOfRangeException(nameof(kind))
    };
}

/// <summary>The bounds of one kind of request.</summary>
public sealed record Limit
{
    /// <summary>How many requests a caller may make in one go, after some quiet.</summary>
    public int Burst { get; init; }

    /// <summary>How many it may make all the time.</summary>
    public int PerSecond { get; init; }

    /// <summary>How many of one caller's are worked on at once; the next ones wait.</summary>
    public int Each { get; init; } = int.MaxValue;

    /// <summary>How many are worked on at once on this node, whoever asks; the next ones wait.</summary>
    public int AtOnce { get; init; } = int.MaxValue;

    /// <summary>How many wait; the next ones are asked to come back.</summary>
    public int Waiting { get; init; }

    /// <summary>How long one is worked on before it is given up.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);
}
