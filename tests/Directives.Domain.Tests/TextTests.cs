namespace Directives.Domain.Tests;

public class TextTests
{
    [Theory]
    [InlineData("Đã báo cáo")]
    [InlineData("x")]
    [InlineData("5")]
    [InlineData("½")]
    [InlineData("…")]
    [InlineData("→")]
    [InlineData("\u200Bcó chữ\u200B")]
    [InlineData("😀")]
    [InlineData("e\u0301")]
    public void A_text_says_something(string text) => Text.Check(text, "/text").Should().BeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\r\n\u00A0\u3000\u2028")]
    [InlineData("\u200B\u200C\u200D\u200E\u200F")]
    [InlineData("\u2060\uFEFF\u00AD\u061C\u180E")]
    [InlineData("\u0001\u001B\u007F\u0085")]
    [InlineData("\u0301\uFE0F\u034F")]
    [InlineData("\u3164\u115F\u1160\uFFA0\u2800")]
    [InlineData("\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069")]
    [InlineData("\u2061\u2062\u2063\u2064\uFFF9\uFFFB\U0001D173")]
    [InlineData("\U0001D159")]
    [InlineData("\U000E0041")]
    public void What_cannot_be_seen_says_nothing(string? text) =>
        Text.Check(text, "/text").Should().Be(TextRefusals.Required with { Field = "/text" });

    [Fact]
    public void A_text_may_be_as_long_as_it_may_be()
    {
        Text.Check(new string('x', 40), "/code", 40).Should().BeNull();
        Text.Check(new string('x', 41), "/code", 40).Should().Be(TextRefusals.TooLong(40) with { Field = "/code" });
    }

    [Fact]
    public void English_may_be_missing_but_not_empty()
    {
        Text.Check(new BilingualText("Tên"), "/name").Should().BeNull();
        Text.Check(new BilingualText("Tên", "\u200B"), "/name").Should().Be(TextRefusals.Required with { Field = "/name/en" });
        Text.Check(new BilingualText("\u200B", "Name"), "/name").Should().Be(TextRefusals.Required with { Field = "/name/vi" });
    }
}
