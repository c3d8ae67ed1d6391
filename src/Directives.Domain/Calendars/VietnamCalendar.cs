using static Directives.Domain.Calendars.CalendarEvent;

namespace Directives.Domain.Calendars;

/// <summary>
/// Vietnam's working days of 2025 and 2026, as public servants have them, with the source of each date. The program comes
/// with them; they hold until a year is adopted again. Never edited: what was computed by <c>vn-0</c> stays computable.
/// </summary>
public static class VietnamCalendar
{
    const string LabourCode = "Bộ luật Lao động 45/2019/QH14, Điều 112 khoản 1";
    const string InLieu = "Bộ luật Lao động 45/2019/QH14, Điều 111 khoản 3";
    const string CultureDay = "Nghị quyết 28/2026/QH16, Điều 2";
    const string Notice2025 = "Thông báo 6150/TB-BLĐTBXH ngày 03/12/2024", Letter2025 = "8726/VPCP-KGVX ngày 26/11/2024";
    const string Notice2026 = "Thông báo 9441/TB-BNV ngày 16/10/2025", NewYear2026 = "12729/VPCP-KGVX ngày 25/12/2025";

    static readonly BilingualText
        NewYear = new("Tết Dương lịch", "New Year's Day"),
        HungKings = new("Giỗ Tổ Hùng Vương", "Hùng Kings' Commemoration Day"),
        Victory = new("Ngày Chiến thắng", "Victory Day"),
        Labour = new("Ngày Quốc tế lao động", "International Labour Day"),
        National = new("Quốc khánh", "National Day"),
        Culture = new("Ngày Văn hóa Việt Nam", "Vietnam Culture Day");

    static readonly CalendarYearAdopted Of2025 = new(
        2025,
        [
            new(new(2025, 1, 1), NewYear, LabourCode),
            new(new(2025, 1, 27), Tet("Ất Tỵ"), Notice2025, "28 tháng Chạp"),
            new(new(2025, 1, 28), Tet("Ất Tỵ"), Notice2025, "29 tháng Chạp"),
            new(new(2025, 1, 29), Tet("Ất Tỵ"), Notice2025, "mùng 1 tháng Giêng"),
            new(new(2025, 1, 30), Tet("Ất Tỵ"), Notice2025, "mùng 2 tháng Giêng"),
            new(new(2025, 1, 31), Tet("Ất Tỵ"), Notice2025, "mùng 3 tháng Giêng"),
            new(new(2025, 4, 7), HungKings, LabourCode, "mùng 10 tháng Ba"),
            new(new(2025, 4, 30), Victory, LabourCode),
            new(new(2025, 5, 1), Labour, LabourCode),
            new(new(2025, 9, 1), National, Notice2025),
            new(new(2025, 9, 2), National, LabourCode)
        ],
        [new(new(2025, 5, 2), new(2025, 4, 26), $"{Notice2025}; {Letter2025}", "en.baochinhphu.vn, 04/03/2025; en.sggp.org.vn, 04/12/2024")],
        $"{Notice2025}; {Letter2025}", new(2024, 12, 3));

    static readonly CalendarYearAdopted Of2026 = new(
        2026,
        [
            new(new(2026, 1, 1), NewYear, LabourCode),
            new(new(2026, 2, 16), Tet("Bính Ngọ"), Notice2026, "29 tháng Chạp"),
            new(new(2026, 2, 17), Tet("Bính Ngọ"), Notice2026, "mùng 1 tháng Giêng"),
            new(new(2026, 2, 18), Tet("Bính Ngọ"), Notice2026, "mùng 2 tháng Giêng"),
            new(new(2026, 2, 19), Tet("Bính Ngọ"), Notice2026, "mùng 3 tháng Giêng"),
            new(new(2026, 2, 20), Tet("Bính Ngọ"), Notice2026, "mùng 4 tháng Giêng"),
            new(new(2026, 4, 26), HungKings, LabourCode, "mùng 10 tháng Ba"),
            new(new(2026, 4, 27), new("Nghỉ bù Giỗ Tổ Hùng Vương", "In lieu of Hùng Kings' Commemoration Day"), InLieu),
            new(new(2026, 4, 30), Victory, LabourCode),
            new(new(2026, 5, 1), Labour, LabourCode),
            new(new(2026, 9, 1), National, Notice2026),
            new(new(2026, 9, 2), National, LabourCode),
            new(new(2026, 11, 24), Culture, CultureDay)
        ],
        [
            new(new(2026, 1, 2), new(2026, 1, 10), NewYear2026, "vietnam.vnanet.vn, 26/12/2025; en.sggp.org.vn, 25/12/2025"),
            new(new(2026, 8, 31), new(2026, 8, 22), Notice2026, "vietnamnews.vn, 17/10/2025; baohaiphong.vn")
        ],
        $"{Notice2026}; {NewYear2026}; {CultureDay}", new(2026, 7, 1),
        new(
            "Đề xuất nghỉ thứ Hai 23/11/2026 và làm bù thứ Bảy 28/11/2026 chưa được xác nhận nên không đưa vào lịch.",
            "That Monday 23/11/2026 be given off for Saturday 28/11/2026 was proposed; a decision is not confirmed, so it is left out."));

    /// <summary>The calendar before any event.</summary>
    public static WorkingCalendar BuiltIn { get; } = WorkingCalendar.StartingWith(Of2025, Of2026);

    static BilingualText Tet(string year) => new($"Tết Nguyên đán {year}", "Lunar New Year");
}
