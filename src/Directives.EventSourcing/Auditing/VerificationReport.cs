using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Directives.EventSourcing.Auditing;

/// <summary>What a verification found. It speaks of one moment: what was appended since is not in it.</summary>
/// <param name="Head">The end of the log at that moment, up to which everything was verified; null when there is no ledger at all.</param>
/// <param name="From">The first position that was verified.</param>
/// <param name="Events">How many events were recomputed.</param>
/// <param name="Batches">How many ledger rows, each with its link to the one before.</param>
/// <param name="Streams">How many streams were compared with their events.</param>
/// <param name="Keys">How many idempotency keys were compared with theirs.</param>
/// <param name="Files">How many stored files were read whole.</param>
/// <param name="Findings">What is wrong, the first bad batch first; at most <see cref="MostFindings"/> of them.</param>
/// <param name="FindingCount">How many there are in all.</param>
public sealed record VerificationReport(
    LogHead? Head, long From, long Events, long Batches, long Streams, long Keys, long Files, IReadOnlyList<Finding> Findings, long FindingCount)
{
    /// <summary>How many findings are told one by one.</summary>
    public const int MostFindings = 20;

    /// <summary>Nothing that was verified was altered since it was recorded.</summary>
    public bool Sound => FindingCount == 0;
}

/// <summary>Something that is not as it was recorded.</summary>
/// <param name="Batch">The batch it belongs to; null when it belongs to none.</param>
/// <param name="Position">The event it is about, when it is about one.</param>
/// <param name="What">Which check failed, in words.</param>
public sealed record Finding(Batch? Batch, long? Position, string What);

/// <summary>The events that were appended together: their positions and their time.</summary>
public sealed record Batch(long First, long Last, DateTimeOffset RecordedAt);

/// <summary>How far a verification has come.</summary>
public readonly record struct VerificationProgress(long Events, long Total);

/// <summary>
/// The end of the log: a position and the chain value there, which depends on everything before it. Whoever notes it
/// down elsewhere can see later that the log still contains it. Written as <c>position:chain</c>.
/// </summary>
public sealed record LogHead(long Position, string Chain)
{
    public override string ToString() => $"{Position}:{Chain}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out LogHead? head)
    {
        head = text.Split(':') is [var position, { Length: 64 } chain] && chain.All(char.IsAsciiHexDigit)
            && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new(at, chain.ToLowerInvariant())
            : null;
        return head is not null;
    }
}
