using System.Security.Cryptography;
using System.Text;

namespace Directives.EventSourcing;

/// <summary>Identifiers that follow from a name, the same on every machine (RFC 9562, version 8).</summary>
public static class StableId
{
    public static Guid Of(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x80);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new(bytes, bigEndian: true);
    }
}
