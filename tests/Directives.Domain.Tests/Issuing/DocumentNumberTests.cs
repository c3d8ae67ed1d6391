using System.Text.Json;
using Directives.Domain.Issuing;

namespace Directives.Domain.Tests.Issuing;

public class DocumentNumberTests
{
    [Theory]
    [InlineData("179-KL/TW", "179-KL/TW", "as it is")]
    [InlineData("79-NQ/TƯ", "79-NQ/TW", "TƯ is TW")]
    [InlineData("79-NQ/TU\u031B", "79-NQ/TW", "a decomposed letter is the same letter")]
    [InlineData("79-nq/tu\u031B", "79-NQ/TW", "in lower case as well")]
    [InlineData("8011-CV/BTCTƯ", "8011-CV/BTCTW", "TƯ may end a longer symbol")]
    [InlineData("02-QC/BCĐTƯ", "2-QC/BCĐTW", "a letter that cannot be decomposed stays")]
    [InlineData("12-KL/ĐA\u0306K", "12-KL/ĐĂK", "every marked letter is composed")]
    [InlineData("08-QC/TW", "8-QC/TW", "leading zeros do not count")]
    [InlineData("0042/2014/QĐ-TTg", "42/2014/QĐ-TTG", "nor does case")]
    [InlineData("30/2020/NĐ-CP", "30/2020/NĐ-CP", "other zeros stay")]
    [InlineData("0/2020", "0/2020", "a zero alone stays")]
    [InlineData(" 312 - KH / TU\u00A0", "312-KH/TU", "spaces do not count, and TU is a province, not TW")]
    [InlineData("56–KH/BCĐ", "56-KH/BCĐ", "an en dash is a dash")]
    [InlineData("56—KH/BCĐ", "56-KH/BCĐ", "an em dash")]
    [InlineData("56\u2010KH/BCĐ", "56-KH/BCĐ", "a hyphen proper")]
    [InlineData("56\u2011KH/BCĐ", "56-KH/BCĐ", "a hyphen that does not break")]
    [InlineData("56\u2212KH/BCĐ", "56-KH/BCĐ", "a minus")]
    [InlineData("174", "174", "a bare number")]
    [InlineData("Kết luận số 174", "174", "the words in front say the type and not the number")]
    [InlineData("Kê\u0301t luâ\u0323n số 174", "174", "however their letters are made")]
    [InlineData("kết luận 174-KL/TƯ", "174-KL/TW", "with or without số")]
    [InlineData("Số: 08-QC/TW", "8-QC/TW", "as it stands at the head of a document")]
    [InlineData("Chỉ thị số 045", "45", "leading zeros behind words")]
    [InlineData("56-KH/BC\u00D0", "56-KH/BCĐ", "old keyboards send another Đ")]
    [InlineData("Kết luận", "KÊTLUÂN", "words alone are no number, but they are what is printed")]
    public void Two_spellings_of_one_number_are_found_under_one_form(string printed, string normalised, string because)
    {
        DocumentNumber.Normalise(printed).Should().Be(normalised, because);
        DocumentNumber.Normalise(normalised).Should().Be(normalised, "normalising twice changes nothing");
    }

    [Theory]
    [InlineData("179-KL/TW", "179-CT/TW")]
    [InlineData("312-KH/TU", "312-KH/TW")]
    [InlineData("12/2025/QĐ-TTg", "12/2024/QĐ-TTg")]
    public void Different_numbers_stay_different(string one, string other) =>
        DocumentNumber.Normalise(one).Should().NotBe(DocumentNumber.Normalise(other));

    [Fact]
    public void The_printed_form_is_kept() => new DocumentNumber("08 – QC/TƯ").Printed.Should().Be("08 – QC/TƯ");

    [Fact]
    public void What_was_stored_is_read_back_and_not_normalised_anew()
    {
        var stored = new DocumentNumber("08-QC/TƯ", "as an older version normalised it");

        JsonSerializer.Deserialize<DocumentNumber>(JsonSerializer.Serialize(stored, JsonSerializerOptions.Web), JsonSerializerOptions.Web).Should().Be(stored);
    }
}
