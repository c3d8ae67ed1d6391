namespace Directives.Domain.Tests;

public class VietnameseTextTests
{
    [Theory]
    [InlineData("Uỷ ban nhân dân", "Ủy ban nhân dân", "the tone on one vowel or the other")]
    [InlineData("hoà bình, khoẻ, thuý", "hòa bình, khỏe, thúy", "in every such pair")]
    [InlineData("Kết luận", "Ke\u0302\u0301t lua\u0323\u0302n", "letters in parts, as NFD orders them")]
    [InlineData("Kết luận", "Kê\u0301t lu\u1EA1\u0302n", "letters half in parts, as keyboards send them")]
    [InlineData("Trung ương", "TRUNG U\u031BO\u031BNG", "in either case")]
    [InlineData("Đắk Lắk", "\u00D0ắk Lắk", "look-alikes")]
    [InlineData("2026–2031", "2026-2031", "dashes")]
    [InlineData(" hai  cấp\n", "hai\u00A0cấp", "spaces")]
    public void Two_spellings_of_one_text_are_equal(string one, string other, string because) =>
        VietnameseText.Key(one).Should().Be(VietnameseText.Key(other), because);

    [Theory]
    [InlineData("Bí thư", "Bị thư")]
    [InlineData("xã", "xa")]
    [InlineData("hoá", "hoả")]
    [InlineData("Hòa, Binh", "Hoa, Bình")]
    [InlineData("cấp 2", "cấp 3")]
    public void Different_words_stay_different(string one, string other) => VietnameseText.Key(one).Should().NotBe(VietnameseText.Key(other));

    [Fact]
    public void Every_letter_is_the_same_in_one_part_and_in_two()
    {
        const string Letters = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵăâêôơư";
        const string Bases = "aaaaaăăăăăâââââeeeeeêêêêêiiiiioooooôôôôôơơơơơuuuuuưưưưưyyyyyaaeoou";
        const string Marks = "\u0300\u0301\u0309\u0303\u0323";
        const string Last = "\u0306\u0302\u0302\u0302\u031B\u031B";

        for (var i = 0; i < Letters.Length; i++)
            VietnameseText.Key($"{Bases[i]}{(i < 60 ? Marks[i % 5] : Last[i - 60])}").Should().Be(VietnameseText.Key($"{Letters[i]}"));
    }
}
