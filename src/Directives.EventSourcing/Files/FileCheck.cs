using System.Security.Cryptography;
using Directives.EventSourcing.Auditing;
using Npgsql;

namespace Directives.EventSourcing.Files;

/// <summary>Whether every stored file still is what its name says. Part of the verifier: reads tables, trusts no function.</summary>
sealed class FileCheck(Findings findings)
{
    /// <summary>How many files there are.</summary>
    public long Files(NpgsqlConnection connection, CancellationToken ct)
    {
        var files = Names(connection);
        foreach (var (digest, size) in files)
        {
            ct.ThrowIfCancellationRequested();
            if (!IsWhole(connection, digest, size))
                findings.OfTables(new(null, null, $"the file {Convert.ToHexStringLower(digest)} is not as it was stored"));
        }

        return files.Count;
    }

    static List<(byte[] Digest, long Size)> Names(NpgsqlConnection connection)
    {
        var names = new List<(byte[], long)>();
        using var exists = new NpgsqlCommand("select to_regclass('es.file') is not null", connection);
        if (!(bool)exists.ExecuteScalar()!)
            return names; // an older schema

        using var command = new NpgsqlCommand("select sha256, size from es.file order by stored_at, sha256", connection);
        using var row = command.ExecuteReader();
        while (row.Read())
            names.Add((row.GetFieldValue<byte[]>(0), row.GetInt64(1)));
        return names;
    }

    static bool IsWhole(NpgsqlConnection connection, byte[] digest, long size)
    {
        using var command = new NpgsqlCommand("select number, bytes from es.file_chunk where sha256 = $1 order by number", connection);
        command.Add(digest);
        using var row = command.ExecuteReader();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (number, length) = (0, 0L);
        for (; row.Read(); number++)
        {
            if (row.GetInt32(0) != number)
                return false;
            var bytes = row.GetFieldValue<byte[]>(1);
            hash.AppendData(bytes);
            length += bytes.Length;
        }

        return length == size && hash.GetHashAndReset().AsSpan().SequenceEqual(digest);
    }
}
