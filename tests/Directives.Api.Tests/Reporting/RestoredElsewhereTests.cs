using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Directives.Api.Tests.Demo;
using Directives.EventSourcing.Auditing;
using Directives.EventSourcing.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Directives.Api.Tests.Reporting;

/// <summary>What was published comes back to the byte wherever the log is: on the same server, from nothing, and in another cluster.</summary>
public class RestoredElsewhereTests(DemoApp app) : IClassFixture<DemoApp>
{
    [FactWithPostgresTools]
    public async Task A_published_report_has_the_same_bytes_after_a_restart_a_rebuild_and_in_a_new_cluster()
    {
        var editions = await Published();
        var before = await Bytes(editions);
        before.Select(report => report.Digest).Should().OnlyHaveUniqueItems();

        await app.Restart();
        (await Bytes(editions)).Should().Equal(before, "a restart changes nothing");
        await app.Stop();
        await WithoutReadModels(app.Database.ConnectionString);
        await app.Start();
        (await Bytes(editions)).Should().Equal(before, "the read models are made from the log alone");

        await app.Stop();
        try
        {
            await using var cluster = await NewCluster.Start();
            var restored = await cluster.Restore(app.Database.ConnectionString);
            await app.Start(restored);
            (await Bytes(editions)).Should().Equal(before, "the dump has all that reports rest on");
            await using (var source = NpgsqlDataSource.Create(restored))
                (await new Verifier(source).Verify(new(), null, default)).Sound.Should().BeTrue();
            await app.Stop();

            await WithoutReadModels(restored);
            await app.Start(restored);
            (await Bytes(editions)).Should().Equal(before, "the program may make its read models there too");
            (await app.Post("/reports/weekly/2025-09-05/publications", new { })).Should(201);
            await app.Stop();
        }
        finally
        {
            await app.Start();
        }
    }

    /// <summary>Reports known at different positions, of different bodies, and one that was restated.</summary>
    async Task<List<string>> Published()
    {
        var editions = new List<string>();
        await Publish("2025-07-25", new { knownAsOf = "2025-08-01T01:00:00Z" });
        await Publish("2025-07-25", new { reason = "Kết quả của 179-19 được ghi muộn.", knownAsOf = "2025-08-05T01:00:00Z" });
        await Publish("2025-08-22", new { body = "bo-tai-chinh" });
        return editions;

        async Task Publish(string week, object body) => editions.Add((await app.Post($"/reports/weekly/{week}/publications", body)).Should(201).Location!);
    }

    async Task<List<(string Digest, string Text, string Table)>> Bytes(IEnumerable<string> editions)
    {
        var reports = new List<(string, string, string)>();
        foreach (var edition in editions)
        {
            var told = (await app.Get(edition)).Should(200).Json;
            using var response = await app.Http.GetAsync($"{edition}/report");
            var bytes = await response.Content.ReadAsByteArrayAsync();
            var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
            digest.Should().Be(told.GetProperty("sha256").GetString(), await response.Content.ReadAsStringAsync());

            var report = JsonDocument.Parse(bytes).RootElement;
            var table = $"/reports/weekly/{report.GetProperty("start").GetString()}.csv?table=agencies&lang=vi&atPosition={report.GetProperty("position").GetInt64()}";
            reports.Add((digest, await response.Content.ReadAsStringAsync(), (await app.Get(table)).Should(200).Text));
        }

        return reports;
    }

    static async Task WithoutReadModels(string database)
    {
        await using var source = NpgsqlDataSource.Create($"{database};Pooling=false");
        await using var drop = source.CreateCommand($"drop schema {Api.Hosting.Services.Tracking.Schema} cascade");
        await drop.ExecuteNonQueryAsync();
    }
}

/// <summary>A cluster that nobody wrote into yet, thrown away afterwards.</summary>
sealed class NewCluster : IAsyncDisposable
{
    readonly string folder = Path.Combine(Path.GetTempPath(), $"directives-restored-{Guid.NewGuid():n}"[..28]);
    EmbeddedPostgres? server;

    public static async Task<NewCluster> Start()
    {
        var cluster = new NewCluster();
        cluster.server = await EmbeddedPostgres.Start(
            new(cluster.folder) { Durable = false, Database = "postgres", Settings = new Dictionary<string, string> { ["shared_buffers"] = "32MB", ["max_connections"] = "40" } }, NullLogger.Instance);
        return cluster;
    }

    /// <summary>Dumps a database with its roles and rights and reads it in here; where it is then found.</summary>
    public async Task<string> Restore(string database)
    {
        var (from, to) = (new NpgsqlConnectionStringBuilder(database), new NpgsqlConnectionStringBuilder(server!.ConnectionString));
        var (roles, dump) = (Path.Combine(folder, "roles.sql"), Path.Combine(folder, "dump.sql"));

        await Run("pg_dumpall", from, "--roles-only", "--no-role-passwords", "--file", roles);
        await Run("pg_dump", from, "--create", "--file", dump, from.Database!);
        await Run("psql", to, "--quiet", "--file", roles, "postgres"); // the role that the cluster was made with is there already
        await Run("psql", to, "--quiet", "--set", "ON_ERROR_STOP=1", "--file", dump, "postgres");
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = from.Database, MaxPoolSize = 20 }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    static async Task Run(string tool, NpgsqlConnectionStringBuilder to, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(PostgresTools.Folder!, tool), ["--host", to.Host!, "--port", $"{to.Port}", "--username", to.Username!, "--no-password", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        start.Environment["PGPASSWORD"] = to.Password ?? "";
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);
        process.ExitCode.Should().Be(0, $"{tool}: {await said}{await complained}");
    }
}

/// <summary>PostgreSQL's programs for its clients, beside those of the server that the tests run on.</summary>
static class PostgresTools
{
    static readonly string[] Needed = ["pg_dump", "pg_dumpall", "psql"];

    /// <summary>None where one of them is missing.</summary>
    public static string? Folder { get; } = Find();

    static string? Find()
    {
        try
        {
            var folder = PostgresBinaries.Find().GetAwaiter().GetResult().Folder;
            return Needed.All(tool => File.Exists(Path.Combine(folder, tool))) ? folder : null;
        }
        catch (EmbeddedPostgresException)
        {
            return null;
        }
    }
}

/// <summary>Skipped where PostgreSQL's tools are not installed.</summary>
public sealed class FactWithPostgresToolsAttribute : FactAttribute
{
    public FactWithPostgresToolsAttribute() =>
        Skip = PostgresTools.Folder is null ? "PostgreSQL's pg_dump, pg_dumpall and psql are not installed beside its server." : null;
}
