using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;

namespace Directives.Domain.Tests.Issuing;

public class NaturalKeyTests
{
    static readonly string? Key = Of();

    [Fact]
    public void It_is_the_same_however_number_and_issuers_are_written() =>
        Of(number: "Kết luận số 0179 – kl/tư", issuers: [CentralOffice, Commission]).Should().Be(Key);

    [Fact]
    public void Another_number_type_issuer_or_date_is_another_document()
    {
        Of(number: "180-KL/TW").Should().NotBe(Key);
        Of(type: DirectiveType.MeetingConclusion).Should().NotBe(Key);
        Of(issuers: [Commission]).Should().NotBe(Key);
        Of(issuedOn: Period("2025-07-26")).Should().NotBe(Key);
        Of(issuedOn: Period("2025-07")).Should().NotBe(Key);
    }

    [Fact]
    public void A_document_without_a_number_has_none() => NaturalKey.Of(DirectiveType.MeetingConclusion, null, [Commission], Period("2025-07-25")).Should().BeNull();

    [Fact]
    public void It_is_written_like_this_for_ever() => Key.Should().Be("ban-to-chuc-trung-uong+van-phong-trung-uong|Conclusion|179-KL/TW|2025-07-25", "ids follow from it");

    static string? Of(DirectiveType type = DirectiveType.Conclusion, string number = "179-KL/TW", AgencyId[]? issuers = null, CalendarPeriod? issuedOn = null) =>
        NaturalKey.Of(type, number, issuers ?? [Commission, CentralOffice], issuedOn ?? Period("2025-07-25"));
}
