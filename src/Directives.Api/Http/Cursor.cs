using System.Buffers.Text;
using System.Text.Json;

namespace Directives.Api;

/// <summary>
/// Where the next page begins, as an opaque text. It pins position and day, so that all pages of a list are pages of the
/// same list whatever is recorded meanwhile.
/// </summary>
public sealed record Cursor(long Position, DateOnly Day, string Filter, string Key, Guid Id)
{
    public const int DefaultPage = 100, MaxPage = 1000;

    public override string ToString() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <exception cref="BadRequestException">It was not given by this list, or other filters stand beside it.</exception>
    public static Cursor? Read(string? text, string filter)
    {
        if (text is null)
            return null;
        try
        {
            var cursor = JsonSerializer.Deserialize<Cursor>(Base64Url.DecodeFromChars(text));
            if (cursor is { Filter: { } known, Key: not null, Position: >= 0 } && known == filter)
                return cursor;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
        }

        throw Foreign;
    }

    /// <summary>It was not made by the list that reads it.</summary>
    public static BadRequestException Foreign => new(HttpRefusals.CursorMalformed);

    public static int PageSize(int? asked) => asked switch
    {
        null => DefaultPage,
        >= 1 and <= MaxPage => asked.Value,
        _ => throw new BadRequestException(HttpRefusals.PageSizeOutOfRange)
    };
}
