using System.Text.RegularExpressions;

namespace Directives.EventSourcing.Embedded;

/// <summary>A folder with PostgreSQL's server programs and their major version.</summary>
public sealed partial record PostgresBinaries(string Folder, int MajorVersion)
{
    /// <summary>The oldest major version the store supports.</summary>
    public const int Oldest = 15;

    static readonly string[] programs = ["initdb", "postgres", "pg_ctl"];

    internal string InitDb => Path.Combine(Folder, "initdb");
    internal string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <summary>
    /// The newest PostgreSQL of this machine or, for a cluster that exists, the one that can read it:
    /// a data folder belongs to one major version for ever.
    /// </summary>
    public static Task<PostgresBinaries> Find(int? majorVersion = null, CancellationToken ct = default) =>
        Find(UsualFolders(), majorVersion, ct);

    /// <summary>The same, looking only in the given folders.</summary>
    public static async Task<PostgresBinaries> Find(
        IEnumerable<string> folders, int? majorVersion = null, CancellationToken ct = default)
    {
        var looked = folders.Distinct().ToList();
        var found = new List<PostgresBinaries>();

        foreach (var folder in looked.Where(HasServer).Select(Resolve).Distinct().Where(IsComplete))
        {
            if (await Version(folder, ct) is { } version)
            {
                found.Add(new PostgresBinaries(folder, version));
            }
        }

        return found.Where(b => b.MajorVersion >= Oldest && (majorVersion ?? b.MajorVersion) == b.MajorVersion)
            .MaxBy(b => b.MajorVersion) ?? throw NotFound(looked, found, majorVersion);
    }

    static IEnumerable<string> UsualFolders() =>
    [
        .. Command.SearchPath(),
        .. Matching("/usr/lib/postgresql", "*"),
        .. Matching("/usr", "pgsql-*"),
        .. Matching("/opt/homebrew/opt", "postgresql@*"),
        .. Matching("/usr/local/opt", "postgresql@*")
    ];

    static IEnumerable<string> Matching(string parent, string pattern) =>
        Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, pattern).Order().Select(folder => Path.Combine(folder, "bin"))
            : [Path.Combine(parent, pattern, "bin")];

    static bool HasServer(string folder) => File.Exists(Path.Combine(folder, "postgres"));

    /// <summary>PATH often has no more than a link to <c>postgres</c>; the other programs are where it points.</summary>
    static string Resolve(string folder)
    {
        var target = new FileInfo(Path.Combine(folder, "postgres")).ResolveLinkTarget(returnFinalTarget: true);
        return Path.GetDirectoryName(target?.FullName) ?? folder;
    }

    static bool IsComplete(string folder) => programs.All(name => File.Exists(Path.Combine(folder, name)));

    static async Task<int?> Version(string folder, CancellationToken ct)
    {
        var answer = await Command.Run(Path.Combine(folder, "postgres"), ["--version"], ct);
        var match = VersionNumber().Match(answer.Output);
        return match.Success ? int.Parse(match.Groups[1].ValueSpan) : null;
    }

    static EmbeddedPostgresException NotFound(
        IEnumerable<string> looked, List<PostgresBinaries> found, int? majorVersion)
    {
        var wanted = majorVersion is { } version
            ? $"PostgreSQL {version} (the version that made the data folder; to move to another one use pg_upgrade)"
            : $"PostgreSQL {Oldest} or newer";
        var present = found.Count == 0 ? "" : $" Found only {string.Join(", ", found.Select(b => $"{b.MajorVersion} in {b.Folder}"))}.";
        var package = majorVersion is { } exact ? $"postgresql-{exact}" : "postgresql";

        return new EmbeddedPostgresException(
            $"{wanted} is not installed on this machine.{present} Install it (Debian, Ubuntu: 'apt-get install {package}'; " +
            $"macOS: 'brew install postgresql@{majorVersion ?? 17}'; others: https://www.postgresql.org/download) " +
            $"or set ConnectionStrings__Directives to use a server of your own. Looked in: {string.Join(", ", looked)}.");
    }

    [GeneratedRegex(@"PostgreSQL\) (\d+)")]
    private static partial Regex VersionNumber();
}
