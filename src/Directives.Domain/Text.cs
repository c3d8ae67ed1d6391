namespace Directives.Domain;

/// <summary>Checks on what people write. A text is kept exactly as it came.</summary>
static class Text
{
    public static Refusal? Check(string? text, string field, int atMost = 4000) =>
        string.IsNullOrWhiteSpace(text) ? new(RefusalKind.Invalid, "text-required", new("Nội dung này không được để trống.", "This text must say something."), field)
        : text.Length > atMost ? new(RefusalKind.Invalid, "text-too-long", new($"Nội dung này không được quá {atMost} ký tự.", $"This text may have at most {atMost} characters."), field)
        : null;

    public static Refusal? CheckOptional(string? text, string field, int atMost = 4000) => text is null ? null : Check(text, field, atMost);

    public static Refusal? Check(BilingualText text, string field, int atMost = 1000) =>
        Check(text.Vi, $"{field}/vi", atMost) ?? CheckOptional(text.En, $"{field}/en", atMost);
}
