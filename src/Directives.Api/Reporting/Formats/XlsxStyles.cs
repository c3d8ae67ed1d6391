using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Directives.Api.Reporting.Formats;

/// <summary>How cells look. Sober, in the typeface of official documents.</summary>
static class XlsxStyles
{
    public const uint Text = 1, Heading = 2, Number = 3, Share = 4, Day = 5, EnglishDay = 6, Link = 7, Strong = 8;

    const uint DayFormat = 164, EnglishDayFormat = 165, ShareFormat = 166;

    public static Stylesheet Stylesheet() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = DayFormat, FormatCode = "dd/mm/yyyy" },
            new NumberingFormat { NumberFormatId = EnglishDayFormat, FormatCode = "d mmm yyyy" },
            new NumberingFormat { NumberFormatId = ShareFormat, FormatCode = "0.0%" }),
        new Fonts(Font(), Font(new Bold()), Font(new Underline(), new Color { Rgb = "FF1F3864" })),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFE7E6E6" }) { PatternType = PatternValues.Solid })),
        new Borders(new Border(), new Border(Thin<LeftBorder>(), Thin<RightBorder>(), Thin<TopBorder>(), Thin<BottomBorder>())),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            Format(),
            Format(font: 1, fill: 2, horizontal: HorizontalAlignmentValues.Center, vertical: VerticalAlignmentValues.Center),
            Format(number: 3),
            Format(number: ShareFormat),
            Format(number: DayFormat, horizontal: HorizontalAlignmentValues.Center),
            Format(number: EnglishDayFormat, horizontal: HorizontalAlignmentValues.Center),
            Format(font: 2),
            Format(font: 1)));

    static Font Font(params OpenXmlElement[] more) => new([.. more.Where(part => part is Bold or Underline), new FontSize { Val = 12 }, .. more.OfType<Color>(), new FontName { Val = "Times New Roman" }]);

    static TBorder Thin<TBorder>() where TBorder : BorderPropertiesType, new() => new() { Style = BorderStyleValues.Thin, Color = new() { Rgb = "FFBFBFBF" } };

    static CellFormat Format(
        uint number = 0, uint font = 0, uint fill = 0, HorizontalAlignmentValues horizontal = HorizontalAlignmentValues.General, VerticalAlignmentValues vertical = VerticalAlignmentValues.Top) =>
        new(new Alignment { Horizontal = horizontal, Vertical = vertical, WrapText = number == 0 })
        {
            NumberFormatId = number,
            FontId = font,
            FillId = fill,
            BorderId = 1,
            ApplyNumberFormat = true,
            ApplyFont = true,
            ApplyFill = true,
            ApplyBorder = true,
            ApplyAlignment = true
        };
}
