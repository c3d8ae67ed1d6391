using System.Text.Json;
using Directives.Api.Agencies;

namespace Directives.Api.Importing;

/// <summary>An import in JSON. A row that cannot be read is that row's problem and leaves the others alone.</summary>
public static class JsonRows
{
    public static ImportRequest Read(ReadOnlySpan<byte> body, JsonSerializerOptions json)
    {
        var rows = Envelope(body, json);
        return new(rows.DryRun, rows.Mode,
        [
            .. Rows<RegisterAgencyBody>(ImportKind.Agencies, rows.Agencies, json),
            .. Rows<DirectiveRow>(ImportKind.Directives, rows.Directives, json),
            .. Rows<TaskRow>(ImportKind.Tasks, rows.Tasks, json)
        ]);
    }

    /// <summary>One row, or why it cannot be read.</summary>
    public static (object? Content, HttpRefusal? Problem) Row<TRow>(JsonElement row, JsonSerializerOptions json) where TRow : class
    {
        try
        {
            return row.Deserialize<TRow>(json) is { } content ? (content, null) : (null, HttpRefusals.NullItem);
        }
        catch (JsonException e)
        {
            return (null, Faults.Of(e));
        }
        catch (BadRequestException e)
        {
            return (null, e.Refusal);
        }
    }

    static IEnumerable<ImportRow> Rows<TRow>(ImportKind kind, IReadOnlyList<JsonElement>? rows, JsonSerializerOptions json) where TRow : class =>
        (rows ?? []).Select((row, i) =>
        {
            var (content, problem) = Row<TRow>(row, json);
            return new ImportRow(kind, i + 1, content, problem);
        });

    static Lists Envelope(ReadOnlySpan<byte> body, JsonSerializerOptions json)
    {
        try
        {
            return JsonSerializer.Deserialize<Lists>(body.StartsWith(Mark) ? body[Mark.Length..] : body, json) ?? throw new BadRequestException(HttpRefusals.BodyRequired);
        }
        catch (JsonException e)
        {
            throw new BadRequestException(Faults.Of(e));
        }
    }

    /// <summary>What some editors put before a text in UTF-8.</summary>
    public static ReadOnlySpan<byte> Mark => "\uFEFF"u8;

    sealed record Lists(
        bool DryRun = false, ImportMode Mode = ImportMode.AllOrNothing,
        IReadOnlyList<JsonElement>? Agencies = null, IReadOnlyList<JsonElement>? Directives = null, IReadOnlyList<JsonElement>? Tasks = null);
}
