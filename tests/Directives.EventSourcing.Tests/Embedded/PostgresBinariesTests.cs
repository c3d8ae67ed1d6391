using Directives.EventSourcing.Embedded;

namespace Directives.EventSourcing.Tests.Embedded;

public sealed class PostgresBinariesTests : IDisposable
{
    readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task This_machine_has_one_that_is_new_enough() =>
        (await PostgresBinaries.Find()).MajorVersion.Should().BeGreaterThanOrEqualTo(15);

    [Fact]
    public async Task The_newest_is_taken_by_number_not_by_spelling()
    {
        string[] folders = [Install("9.6.24"), Install("15.3 (Debian 15.3-1)"), Install("100beta1"), Install("17.2")];

        (await PostgresBinaries.Find(folders)).MajorVersion.Should().Be(100);
    }

    [Fact]
    public async Task A_cluster_is_opened_by_the_version_that_made_it()
    {
        string[] folders = [Install("15.3"), Install("17.2")];

        (await PostgresBinaries.Find(folders, majorVersion: 15)).MajorVersion.Should().Be(15);
    }

    [Fact]
    public async Task Without_the_version_that_made_the_cluster_no_other_is_tried()
    {
        var find = () => PostgresBinaries.Find([Install("17.2")], majorVersion: 15);

        await find.Should().ThrowAsync<EmbeddedPostgresException>()
            .WithMessage("PostgreSQL 15 *pg_upgrade* is not installed*Found only 17 in *'apt-get install postgresql-15'*");
    }

    [Fact]
    public async Task One_that_is_too_old_is_named_and_not_used()
    {
        var find = () => PostgresBinaries.Find([Install("14.11"), "/nowhere/bin"]);

        await find.Should().ThrowAsync<EmbeddedPostgresException>()
            .WithMessage("PostgreSQL 15 or newer is not installed*Found only 14 in *apt-get install postgresql'*Looked in: *14.11*, /nowhere/bin.");
    }

    [Fact]
    public async Task A_link_to_the_server_leads_to_its_folder()
    {
        var real = Install("16.1");
        var path = Directory.CreateDirectory(folder["path"]).FullName;
        File.CreateSymbolicLink(Path.Combine(path, "postgres"), Path.Combine(real, "postgres"));

        (await PostgresBinaries.Find([path])).Should().Be(new PostgresBinaries(real, 16));
    }

    [Fact]
    public async Task A_client_only_installation_does_not_count()
    {
        var bin = Install("16.1");
        File.Delete(Path.Combine(bin, "initdb"));

        var find = () => PostgresBinaries.Find([bin]);

        await find.Should().ThrowAsync<EmbeddedPostgresException>();
    }

    /// <summary>A folder of programs that say they are of this version, and do no more.</summary>
    string Install(string version)
    {
        var bin = Directory.CreateDirectory(folder[version.Split(' ')[0]]).FullName;
        foreach (var program in new[] { "initdb", "postgres", "pg_ctl" })
        {
            var file = Path.Combine(bin, program);
            File.WriteAllText(file, $"#!/bin/sh\necho '{program} (PostgreSQL) {version}'\n");
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return bin;
    }
}
