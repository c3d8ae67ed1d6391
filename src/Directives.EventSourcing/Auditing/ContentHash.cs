using System.Buffers;
using System.Security.Cryptography;

namespace Directives.EventSourcing.Auditing;

/// <summary>
/// What <c>es.content_hash</c> makes of an event, made again without the database: the SHA-256 of the text that
/// PostgreSQL gives a JSON array of the event's columns. Headers and data come as PostgreSQL prints them; only the
/// array around them, and the strings in it, are written here.
/// </summary>
sealed class ContentHash
{
    /// <summary>The columns that are hashed, in their order: one text, two uuids, five texts, two jsonb.</summary>
    public const string Columns = "tenant_id, stream_id, id, type, mt_dotnet_type, user_name, correlation_id, causation_id, headers, data";

    const int Count = 10, FirstUuid = 1, LastUuid = 2, FirstJson = 8;

    // As escape_json of PostgreSQL has it; everything from a space upwards stands for itself, also what is not ASCII.
    static readonly SearchValues<byte> escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (byte)c), (byte)'"', (byte)'\\']);

    readonly ArrayBufferWriter<byte> text = new(1024);

    /// <summary>Hashes the columns of a row from <paramref name="first"/> on.</summary>
    public void Of(CopiedRows row, int first, Span<byte> hash)
    {
        text.ResetWrittenCount();
        for (var i = 0; i < Count; i++)
        {
            text.Write(i == 0 ? "["u8 : ", "u8);
            if (row.IsNull(first + i))
                text.Write("null"u8);
            else if (i is >= FirstUuid and <= LastUuid)
                Uuid(row.Bytes(first + i));
            else if (i >= FirstJson)
                text.Write(row.Bytes(first + i)[1..]); // after the number of the format
            else
                String(row.Bytes(first + i));
        }

        text.Write("]"u8);
        SHA256.HashData(text.WrittenSpan, hash);
    }

    void Uuid(ReadOnlySpan<byte> uuid)
    {
        var place = text.GetSpan(38);
        place[0] = place[37] = (byte)'"';
        new Guid(uuid, bigEndian: true).TryFormat(place[1..], out _);
        text.Advance(38);
    }

    void String(ReadOnlySpan<byte> value)
    {
        text.Write("\""u8);
        for (var next = value.IndexOfAny(escaped); next >= 0; next = value.IndexOfAny(escaped))
        {
            text.Write(value[..next]);
            Escape(value[next]);
            value = value[(next + 1)..];
        }

        text.Write(value);
        text.Write("\""u8);
    }

    void Escape(byte character) => text.Write(character switch
    {
        (byte)'"' => "\\\""u8,
        (byte)'\\' => "\\\\"u8,
        (byte)'\b' => "\\b"u8,
        (byte)'\f' => "\\f"u8,
        (byte)'\n' => "\\n"u8,
        (byte)'\r' => "\\r"u8,
        (byte)'\t' => "\\t"u8,
        _ => [(byte)'\\', (byte)'u', (byte)'0', (byte)'0', (byte)('0' + character / 16), (byte)"0123456789abcdef"[character % 16]]
    });
}
