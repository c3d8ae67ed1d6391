using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Directives.Api.Reporting;

/// <summary>A form that the JSON of a report has had.</summary>
/// <param name="Name">What editions name it by; never changes.</param>
/// <param name="Back">Makes of a report in this form one in the form before it; none of the first.</param>
public sealed record ReportForm(string Name, Action<JsonObject>? Back = null);

/// <summary>
/// The forms a report has had, the first one first; reports are made in the last. Whoever changes what their JSON looks like
/// adds a form here and says how it is led back, so that the bytes that were given out can be made again for ever.
/// </summary>
public sealed class ReportForms(params IReadOnlyList<ReportForm> forms)
{
    /// <summary>Those of the weekly report.</summary>
    public static ReportForms Weekly { get; } = new(
        new ReportForm("weekly-1"),
        new ReportForm("weekly-2", report => report.Remove("reportedNothing")));

    /// <summary>That of editions that name none: they are older than these names.</summary>
    public string First => forms[0].Name;

    public string Current => forms[^1].Name;

    /// <summary>A report in a form that it once had.</summary>
    /// <param name="json">Its bytes in the current form.</param>
    /// <param name="name">Which form; none for the first.</param>
    /// <exception cref="InvalidOperationException">This program is too old to know it.</exception>
    public byte[] In(string? name, byte[] json)
    {
        var later = forms.Reverse().TakeWhile(form => form.Name != (name ?? First)).ToList();
        if (later.Count == forms.Count)
            throw new InvalidOperationException($"This program does not know the form {name}; a later version of it published that report.");
        if (later is [])
            return json;

        var report = JsonNode.Parse(json)!.AsObject();
        foreach (var form in later)
            form.Back!(report);
        var bytes = new ArrayBufferWriter<byte>(json.Length);
        using (var writer = new Utf8JsonWriter(bytes, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            report.WriteTo(writer);
        return bytes.WrittenSpan.ToArray();
    }
}
