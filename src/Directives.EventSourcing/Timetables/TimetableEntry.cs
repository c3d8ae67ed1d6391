using System.Globalization;

namespace Directives.EventSourcing.Timetables;

/// <summary>Something that has to happen at a time.</summary>
/// <param name="Id">Chosen so that putting the same thing in again gives the same id.</param>
/// <param name="Kind">Whose it is.</param>
/// <param name="DueAt">The instant from which it may fire.</param>
/// <param name="Payload">What to do, as JSON.</param>
public sealed record TimetableEntry(Guid Id, string Kind, DateTimeOffset DueAt, string Payload)
{
    /// <summary>
    /// The key to append with when it fires: the same however often and by whomever it is fired for its time, so that
    /// firing again changes nothing; another once it was moved.
    /// </summary>
    public Guid FiringKey => StableId.Of($"timetable:{Id}:{DueAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}");
}

/// <summary>An entry that a worker holds.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="FoundAt">The time at which it was found due, by the clock of the worker; never before its time.</param>
/// <param name="Attempts">How often it was claimed since it was put in or moved, this time included.</param>
/// <param name="Token">Of the claim.</param>
public sealed record ClaimedEntry(TimetableEntry Entry, DateTimeOffset FoundAt, int Attempts, Guid Token);

/// <summary>How a kind of entries stands.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Due">How many are due and not done; more than a few for long means that nobody fires them.</param>
/// <param name="NextDue">When the next one is.</param>
/// <param name="Failing">Those that failed and are tried again.</param>
public sealed record TimetableStatus(string Kind, long Due, DateTimeOffset? NextDue, IReadOnlyList<FailingEntry> Failing);

/// <summary>An entry that failed and is tried again.</summary>
/// <param name="Id">The entry.</param>
/// <param name="DueAt">When it was due.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastError">What went wrong last.</param>
/// <param name="NextTry">Not before then.</param>
public sealed record FailingEntry(Guid Id, DateTimeOffset DueAt, int Attempts, string LastError, DateTimeOffset? NextTry);
