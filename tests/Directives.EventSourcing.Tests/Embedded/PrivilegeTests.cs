using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Directives.EventSourcing.Embedded;
using Npgsql;

namespace Directives.EventSourcing.Tests.Embedded;

/// <summary>What belongs to whom, and that others are kept out.</summary>
public sealed class PrivilegeTests : IDisposable
{
    readonly TestFolder folder = new();

    // Deep enough for a socket in it to be longer than the kernel takes.
    string DeepFolder => Path.Combine(folder.Path, string.Join('/', Enumerable.Repeat("department", 8)));

    string ShortSocketFolder =>
        "/tmp/directives-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(DeepFolder)).AsSpan(0, 8));

    public void Dispose() => folder.Dispose();

    [RootFact]
    public async Task Under_root_the_server_is_somebody_else_and_owns_no_more_than_it_writes()
    {
        await using var postgres = await TestServers.Start(folder.Path);

        Owner($"/proc/{postgres.ProcessId}").Should().NotBe("0");
        Owner(folder["cluster"]).Should().Be(Owner($"/proc/{postgres.ProcessId}"));
        Owner(folder.Path).Should().Be("0");
        Owner(folder["host.lock"]).Should().Be("0");
    }

    [RootFact]
    public async Task Under_root_a_folder_closed_to_the_servers_user_is_named()
    {
        var closed = Directory.CreateDirectory(folder["closed"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var start = () => TestServers.Start(Path.Combine(closed.FullName, "data"));

        await start.Should().ThrowAsync<EmbeddedPostgresException>().WithMessage($"*cannot enter {closed.FullName}.*chmod*");
    }

    [Fact]
    public async Task The_environment_of_the_host_stays_with_the_host()
    {
        Environment.SetEnvironmentVariable("DIRECTIVES_TEST_SECRET", "hush");
        await using var postgres = await TestServers.Start(folder.Path);

        if (OperatingSystem.IsLinux())
        {
            File.ReadAllText($"/proc/{postgres.ProcessId}/environ").Should().Contain("PATH=").And.NotContain("hush");
        }
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_gets_a_short_one()
    {
        await using (var postgres = await TestServers.Start(DeepFolder))
        {
            new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Host.Should().Be(ShortSocketFolder);
            File.GetUnixFileMode(ShortSocketFolder).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            (await postgres.Query("select 1")).Should().Be(1);
        }

        Directory.Exists(ShortSocketFolder).Should().BeFalse("nothing is left in /tmp after a clean stop");
    }

    [Theory]
    [InlineData("mkdir -m 777 $0")]
    [InlineData("ln -s /var $0")]
    public async Task A_socket_folder_that_somebody_else_prepared_is_refused(string trap)
    {
        await Run("sh", "-c", trap, ShortSocketFolder);

        try
        {
            var start = () => TestServers.Start(DeepFolder);

            await start.Should().ThrowAsync<EmbeddedPostgresException>().WithMessage($"{ShortSocketFolder} * not a private folder*");
        }
        finally
        {
            await Run("rm", "-rf", ShortSocketFolder);
        }
    }

    [RootFact]
    public async Task A_private_socket_folder_of_another_user_is_refused()
    {
        await Run("sh", "-c", "mkdir -m 700 $0 && chown 12345 $0", ShortSocketFolder);

        try
        {
            var start = () => TestServers.Start(DeepFolder);

            await start.Should().ThrowAsync<EmbeddedPostgresException>().WithMessage("*owner 12345*");
        }
        finally
        {
            await Run("rm", "-rf", ShortSocketFolder);
        }
    }

    static async Task Run(params string[] line) => await Process.Start(line[0], line[1..]).WaitForExitAsync();

    static string Owner(string path)
    {
        using var ls = Process.Start(new ProcessStartInfo("ls", ["-ldn", path]) { RedirectStandardOutput = true })!;
        return ls.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.RemoveEmptyEntries)[2];
    }
}

/// <summary>A test of what only root does: drop its privileges.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = Environment.IsPrivilegedProcess ? null : "Only root drops privileges.";
}
