using Directives.Domain.Issuing;

namespace Directives.Domain.Tests.Issuing;

public class NumberPartsTests
{
    [Theory]
    [InlineData("174-KL/TW", NumberForm.Party, "174", null, "KL", "TW")]
    [InlineData("312 - KH / TU", NumberForm.Party, "312", null, "KH", "TU")]
    [InlineData("56–KH/BCĐ", NumberForm.Party, "56", null, "KH", "BCĐ")]
    [InlineData("08-QC/TƯ", NumberForm.Party, "8", null, "QC", "TW")]
    [InlineData("02-QC/BCĐTƯ", NumberForm.Party, "2", null, "QC", "BCĐTW")]
    [InlineData("8011-CV/BTCTW", NumberForm.Party, "8011", null, "CV", "BTCTW")]
    [InlineData("10-CTr/TU", NumberForm.Party, "10", null, "CTR", "TU")]
    [InlineData("42/2014/QĐ-TTg", NumberForm.StateLegal, "42", 2014, "QĐ", "TTG")]
    [InlineData("30/2020/NĐ-CP", NumberForm.StateLegal, "30", 2020, "NĐ", "CP")]
    [InlineData("12/2024/TTLT-BTC-BNV", NumberForm.StateLegal, "12", 2024, "TTLT", "BTC-BNV")]
    [InlineData("1642/QĐ-TTg", NumberForm.StateAdministrative, "1642", null, "QĐ", "TTG")]
    [InlineData("230/NQ-CP", NumberForm.StateAdministrative, "230", null, "NQ", "CP")]
    [InlineData("202/2025/QH15", NumberForm.Assembly, "202", 2025, null, "QH15")]
    [InlineData("10/2020/UBTVQH14", NumberForm.Assembly, "10", 2020, null, "UBTVQH14")]
    [InlineData("Kết luận số 174", NumberForm.Bare, "174", null, null, null)]
    [InlineData("Chỉ thị số 45-CT/TW", NumberForm.Party, "45", null, "CT", "TW")]
    public void A_number_is_taken_apart(string printed, NumberForm form, string number, int? year, string? symbol, string? body)
    {
        var parts = NumberParts.Of(printed);

        (parts?.Form, parts?.Number, parts?.Year, parts?.Symbol, parts?.Body).Should().Be((form, number, year, symbol, body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("không số")]
    [InlineData("174-KL")]
    [InlineData("174/TW")]
    [InlineData("0-KL/TW")]
    [InlineData("174-KL/TW và 175-KL/TW")]
    [InlineData("1234567890-KL/TW")]
    [InlineData("202/25/QH15")]
    public void What_fits_no_form_has_no_parts(string printed) => NumberParts.Of(printed).Should().BeNull();

    [Theory]
    [InlineData("174-KL/TW", DirectiveType.Conclusion, DirectiveType.MeetingConclusion)]
    [InlineData("42/2014/QĐ-TTg", DirectiveType.Regulation, DirectiveType.Decision)]
    [InlineData("1642/QĐ-TTg", DirectiveType.Regulation, DirectiveType.Decision, DirectiveType.OfficialLetter)]
    [InlineData("8011/BTC-NSNN")]
    [InlineData("Quyết định số 1642", DirectiveType.Decision)]
    [InlineData("Quy định 1642", DirectiveType.Regulation)]
    [InlineData("Công điện hoả tốc số 12")]
    [InlineData("493-BC/VPTW")]
    [InlineData("174")]
    public void Symbol_or_words_say_what_kinds_of_document_it_can_be(string printed, params DirectiveType[] types) =>
        (NumberParts.Of(printed)?.Types ?? []).Should().BeEquivalentTo(types);
}
