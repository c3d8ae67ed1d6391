using System.Globalization;
using Directives.Domain;

namespace Directives.Api.Reporting.Formats;

/// <summary>What the formats themselves say, whatever the report is.</summary>
static class Words
{
    public static readonly BilingualText
        State = new("Cộng hòa xã hội chủ nghĩa Việt Nam", "Socialist Republic of Vietnam"),
        Motto = new("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness"),
        Party = new("Đảng Cộng sản Việt Nam", "Communist Party of Vietnam"),
        Nobody = new("Hệ thống theo dõi thực hiện văn bản chỉ đạo", "Directive tracking system"),
        PreparedBy = new("Người lập báo cáo", "Prepared by"),
        HeadOfBody = new("Thủ trưởng cơ quan", "Head of the agency"),
        Signature = new("(Ký, ghi rõ họ tên)", "(Signature, full name)"),
        Number = new("TT", "No."),
        Total = new("Tổng cộng", "Total"),
        Nothing = new("Không có.", "None."),
        Unit = new("Đơn vị tính: nhiệm vụ giao cho từng cơ quan", "Unit: tasks as assigned to each agency"),
        Provenance = new("Nguồn số liệu", "Provenance"),
        Item = new("Mục", "Item"),
        Value = new("Giá trị", "Value"),
        Scope = new("Phạm vi", "Scope"),
        Report = new("Báo cáo", "Report"),
        Position = new("Vị trí trong nhật ký sự kiện", "Position in the event log"),
        EffectiveAsOf = new("Tính đến hết ngày", "As at the end of"),
        KnownAsOf = new("Theo thông tin ghi nhận đến", "As known at"),
        AsRecorded = new("Toàn bộ những gì đã ghi đến vị trí nêu trên", "All that is recorded up to the position above"),
        Zone = new("Múi giờ", "Time zone"),
        Digest = new("Mã băm SHA-256 của bản JSON", "SHA-256 of the JSON"),
        Json = new("Bản JSON có cùng mã băm", "The JSON with that digest"),
        MadeAt = new("Thời điểm lập", "Made at"),
        Policy = new("Phiên bản quy tắc tính hạn", "Version of the deadline policy"),
        Calendar = new("Phiên bản lịch làm việc", "Version of the working calendar"),
        Agencies = new("Danh mục cơ quan theo sự kiện tại vị trí", "Register of agencies as of position"),
        Reproducible = new(
            "Mọi số liệu trong báo cáo này có thể lập lại nguyên vẹn từ vị trí dưới đây; tải bản JSON và tính SHA-256 sẽ cho đúng mã băm.",
            "Every figure here can be made again from the position below; the SHA-256 of the JSON is the digest.");

    /// <summary>The facts that let the report be made again, each under its name, the same in every format.</summary>
    public static IEnumerable<(BilingualText Name, object Value)> Facts(ReportDocument report, string digest, Rendering rendering)
    {
        var (provenance, address) = (report.Provenance, rendering.Absolute(report.Provenance.Address));
        yield return (Report, $"{report.Title.In(rendering.Language)}. {report.Subject.In(rendering.Language)}");
        if (report.Scope is { } scope)
            yield return (Scope, scope.In(rendering.Language));
        yield return (Position, provenance.Position);
        yield return (EffectiveAsOf, provenance.EffectiveAsOf);
        yield return (KnownAsOf, provenance.KnownAsOf is { } known ? Instant(known) : AsRecorded.In(rendering.Language));
        yield return (Zone, Vietnam.Zone);
        yield return (Policy, provenance.Versions.Policy);
        yield return (Calendar, provenance.Versions.Calendar);
        yield return (Agencies, provenance.Versions.Agencies);
        yield return (Digest, digest);
        yield return (Json, address);
        yield return (MadeAt, $"{rendering.Now.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
    }

    public const string ProvenanceKey = "provenance";

    public static IReadOnlyList<Column> FactColumns { get; } = [new(Item, ColumnKind.Text, 40), new(Value, ColumnKind.Text, 90)];

    /// <summary>The same facts as a table of texts, for files that hold one table.</summary>
    public static Sheet ProvenanceOf(ReportDocument report, Rendering rendering) =>
        new(ProvenanceKey, Provenance, FactColumns, FactRows(report, rendering));

    static async IAsyncEnumerable<IReadOnlyList<Cell>> FactRows(ReportDocument report, Rendering rendering)
    {
        foreach (var (name, value) in Facts(report, await report.Json.Digest(default), rendering))
            yield return [name, value is DateOnly day ? $"{day:yyyy-MM-dd}" : Convert.ToString(value, CultureInfo.InvariantCulture)];
    }

    public static string Day(DateOnly day, string language) =>
        day.ToString(language is Languages.Vietnamese ? "dd/MM/yyyy" : "d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>As a document states when it was written.</summary>
    public static string WrittenOn(DateOnly day, string language) => language is Languages.Vietnamese
        ? $"Ngày {day:dd} tháng {Month(day)} năm {day:yyyy}"
        : day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Amount(long number, string language) => number.ToString("#,0", StyleOf(language));

    /// <param name="part">From 0 to 1.</param>
    /// <param name="language">Decides on comma or point.</param>
    public static string Share(decimal part, string language) => $"{(part * 100).ToString("0.0", StyleOf(language))}%";

    static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Official documents put a zero before January and February, and before no other month.</summary>
    static string Month(DateOnly day) => day.Month < 3 ? $"0{day.Month}" : $"{day.Month}";

    static NumberFormatInfo StyleOf(string language) => language is Languages.Vietnamese ? Vietnamese : NumberFormatInfo.InvariantInfo;

    static readonly NumberFormatInfo Vietnamese = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };
}
