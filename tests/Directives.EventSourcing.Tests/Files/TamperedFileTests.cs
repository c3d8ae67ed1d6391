using Directives.EventSourcing.Auditing;
using Directives.EventSourcing.Files;
using Npgsql;

namespace Directives.EventSourcing.Tests.Files;

/// <summary>A stored file stays what it is; what somebody with every right does to it is found.</summary>
public sealed class TamperedFileTests : IAsyncLifetime
{
    static readonly byte[] Content = [.. Enumerable.Range(0, (2 * FileStore.ChunkSize) + 10).Select(i => (byte)(i * 7))];

    LightStore lights = null!;
    StoredFile file = null!;
    NpgsqlDataSource program = null!;

    public async Task InitializeAsync()
    {
        lights = await LightStore.Create();
        program = NpgsqlDataSource.Create((await Roles.Restricted(lights.ConnectionString, default))!);
        file = (await new FileStore(program).Store(new MemoryStream(Content), "application/pdf", null, default)).File!;
    }

    public async Task DisposeAsync()
    {
        await program.DisposeAsync();
        await lights.DisposeAsync();
    }

    [Fact]
    public async Task A_sound_file_verifies()
    {
        (await Verify()).Should().Match<VerificationReport>(report => report.Sound && report.Files == 1);
    }

    [Theory]
    [InlineData("update es.file set media_type = 'text/html'")]
    [InlineData("update es.file_chunk set bytes = '\\x00'")]
    [InlineData("delete from es.file_chunk where number = 2")]
    [InlineData("delete from es.file")]
    [InlineData("truncate es.file, es.file_chunk, es.file_sender")]
    public async Task Nobody_changes_it(string sql)
    {
        (await lights.Awaiting(l => l.Execute(sql)).Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("ES001", "not even the owner");
        (await program.Awaiting(p => Execute(p, sql)).Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("42501");
    }

    [Theory]
    [InlineData("drop trigger whole on es.file")]
    [InlineData("alter table es.file disable trigger all")]
    [InlineData("create or replace function es.file_is_whole() returns trigger language plpgsql as 'begin return null; end'")]
    public async Task The_program_cannot_change_what_keeps_it_so(string sql) =>
        (await program.Awaiting(p => Execute(p, sql)).Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("42501");

    [Theory]
    [InlineData("with f as (insert into es.file values (sha256('one'), 3, 'text/plain')) insert into es.file_chunk values (sha256('one'), 0, 'two')")]
    [InlineData("with f as (insert into es.file values (sha256('one'), 4, 'text/plain')) insert into es.file_chunk values (sha256('one'), 0, 'one')")]
    [InlineData("with f as (insert into es.file values (sha256('one'), 3, 'text/plain')) insert into es.file_chunk values (sha256('one'), 0, 'on'), (sha256('one'), 1, 'e')")]
    [InlineData("insert into es.file values (sha256('one'), 3, 'text/plain')")]
    public async Task The_database_takes_no_file_whose_chunks_are_not_what_its_digest_names(string sql)
    {
        (await program.Awaiting(p => Execute(p, sql)).Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("ES003");

        (await lights.Value<long>("select count(*) from es.file")).Should().Be(1);
        await Execute(program, "with f as (insert into es.file values (sha256('one'), 3, 'text/plain')) insert into es.file_chunk values (sha256('one'), 0, 'one')");
    }

    [Fact]
    public async Task A_chunk_added_behind_the_end_is_not_read_and_is_found()
    {
        await Execute(program, $"insert into es.file_chunk values ('\\x{file.Sha256}', 3, '\\x00')");

        (await new FileStore(program).Open(file).CountAsync()).Should().Be(Content.Length);
        await IsFound();
    }

    [Theory]
    [InlineData("update es.file_chunk set bytes = set_byte(bytes, 5, 0) where number = 1")]
    [InlineData("update es.file_chunk set bytes = set_byte(bytes, 5, 0) where number = 2")]
    [InlineData("update es.file_chunk set bytes = '\\x00' where number = 0")]
    [InlineData("delete from es.file_chunk where number = 1")]
    [InlineData("update es.file_chunk set number = 3 where number = 2")]
    [InlineData("update es.file set size = size - 1")]
    public async Task What_somebody_does_with_the_triggers_off_is_found_and_not_handed_out(string sql)
    {
        await lights.Execute($"set session_replication_role = replica; {sql}; set session_replication_role = origin");

        await IsFound();
        var stored = (await new FileStore(program).Find(file.Sha256, default))!;
        await this.Awaiting(_ => new FileStore(program).Open(stored).CountAsync()).Should().ThrowAsync<InvalidDataException>();
    }

    async Task IsFound()
    {
        var report = await Verify();
        report.Findings.Should().ContainSingle().Which.What.Should().Be($"the file {file.Sha256} is not as it was stored");
        report.Sound.Should().BeFalse();
    }

    Task<VerificationReport> Verify() => new Verifier(lights.Source).Verify(new(), null, default);

    static async Task Execute(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
