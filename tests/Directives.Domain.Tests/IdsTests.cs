using System.Text.Json;

namespace Directives.Domain.Tests;

public class IdsTests
{
    [Fact]
    public void An_identifier_is_written_as_the_bare_UUID()
    {
        JsonSerializer.Serialize(Guidance).Should().Be($"\"{Guidance.Value}\"");
        JsonSerializer.Deserialize<TaskId>($"\"{Guidance.Value}\"").Should().Be(Guidance);
    }

    [Theory]
    [InlineData("\"179-19\"")]
    [InlineData("179")]
    [InlineData("null")]
    public void Nothing_else_is_an_identifier(string json) =>
        FluentActions.Invoking(() => JsonSerializer.Deserialize<TaskId>(json)).Should().Throw<JsonException>();

    [Theory]
    [InlineData("bo-tai-chinh", true)]
    [InlineData("p1", true)]
    [InlineData("a123456789012345678901234567890123456789", true)]
    [InlineData("a1234567890123456789012345678901234567890", false)]
    [InlineData("a", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("1a", false)]
    [InlineData("-a", false)]
    [InlineData("Bo-tai-chinh", false)]
    [InlineData("bộ-tài-chính", false)]
    [InlineData("bo tai chinh", false)]
    [InlineData("bo-tai-chinh\n", false)]
    public void An_agency_code_is_a_short_lower_case_word(string? code, bool valid)
    {
        AgencyId.TryParse(code, out var id).Should().Be(valid);

        id.Should().Be(valid ? new AgencyId(code!) : default);
    }

    [Fact]
    public void An_agency_is_written_as_its_code()
    {
        JsonSerializer.Serialize(Finance).Should().Be("\"bo-tai-chinh\"");
        JsonSerializer.Deserialize<AgencyId>("\"bo-tai-chinh\"").Should().Be(Finance);
    }

    [Theory]
    [InlineData("\"Bộ Tài chính\"")]
    [InlineData("7")]
    [InlineData("null")]
    public void Nothing_else_is_an_agency(string json) =>
        FluentActions.Invoking(() => JsonSerializer.Deserialize<AgencyId>(json)).Should().Throw<JsonException>();
}
