using Directives.Domain.Issuing;

namespace Directives.Domain.Tests.Issuing;

public class IssuingDecisionsTests
{
    [Fact]
    public void A_directive_is_issued_as_its_document_says() => Given().When(Issue).Then(Issued);

    [Fact]
    public void Everything_a_document_may_add_is_kept()
    {
        DirectiveLink basis = new(LinkKind.Basis, OtherDirective, OtherTask), plan = new(LinkKind.Implements, OtherDirective);

        Given()
            .When(Issue with { IssuedBy = [Commission, CentralOffice], EffectiveOn = August(1), Links = [basis, plan], Signatory = "Ông A", DateNote = "theo báo" })
            .Then(Issued with { IssuedBy = [Commission, CentralOffice], EffectiveOn = August(1), Links = [basis, plan], Signatory = "Ông A", DateNote = "theo báo" });
    }

    [Fact]
    public void Without_a_day_it_is_effective_from_the_first_day_of_its_date() =>
        Given()
            .When(Issue with { IssuedOn = Period("2025-07") })
            .Then(Issued with { IssuedOn = Period("2025-07"), EffectiveOn = July(1) });

    [Fact]
    public void A_number_is_kept_as_printed_and_normalised_beside_it() =>
        Given()
            .When(Issue with { Type = DirectiveType.Resolution, Number = "079 – nq/tư" })
            .Then(Issued with { Type = DirectiveType.Resolution, Number = new("079 – nq/tư", "79-NQ/TW") });

    [Theory]
    [InlineData("179-KL/TW", DirectiveType.Conclusion)]
    [InlineData("Kết luận số 179", DirectiveType.Conclusion)]
    [InlineData("179-KL/TW", DirectiveType.MeetingConclusion)]
    [InlineData("345/TB-VPCP", DirectiveType.MeetingConclusion)]
    [InlineData("42/2014/QĐ-TTg", DirectiveType.Decision)]
    [InlineData("12-QĐ/TW", DirectiveType.Regulation)]
    [InlineData("493-BC/VPTW", DirectiveType.Notice)]
    [InlineData("202/2025/QH15", DirectiveType.Resolution)]
    [InlineData("1234/CT-TTHT", DirectiveType.OfficialLetter)]
    [InlineData("179", DirectiveType.Plan)]
    [InlineData("không đánh số", DirectiveType.Plan)]
    public void A_number_may_be_whatever_is_printed(string number, DirectiveType type) =>
        Given().When(Issue with { Number = number, Type = type }).Then(Issued with { Number = new(number), Type = type });

    [Theory]
    [InlineData("174-NQ/TW", DirectiveType.Conclusion)]
    [InlineData("174 – kl/tư", DirectiveType.Resolution)]
    [InlineData("Nghị quyết số 174", DirectiveType.Conclusion)]
    [InlineData("42/2014/QĐ-TTg", DirectiveType.PartyDirective)]
    [InlineData("12-CT/TW", DirectiveType.OfficialLetter)]
    public void But_not_that_of_another_type_of_document(string number, DirectiveType type) =>
        Given().When(Issue with { Number = number, Type = type }).ThenRefused(IssuingRefusals.NumberOfAnotherType);

    [Fact]
    public void How_urgent_and_how_secret_it_is_is_kept() =>
        Given()
            .When(Issue with { Urgency = UrgencyLevel.Express, Secrecy = SecrecyLevel.Secret })
            .Then(Issued with { Urgency = UrgencyLevel.Express, Secrecy = SecrecyLevel.Secret });

    [Theory]
    [InlineData(SecrecyLevel.HighlySecret, SecrecyLevel.Secret)]
    [InlineData(SecrecyLevel.TopSecret, SecrecyLevel.HighlySecret)]
    [InlineData(SecrecyLevel.Secret, SecrecyLevel.None)]
    public void What_is_too_secret_is_not_kept_here(SecrecyLevel secrecy, SecrecyLevel highest)
    {
        Given().When(Issue with { Secrecy = secrecy, HighestSecrecy = highest }).ThenRefused(IssuingRefusals.SecrecyTooHigh);
        Given().When(Issue with { Secrecy = highest, HighestSecrecy = highest }).Then(Issued with { Secrecy = highest });
    }

    [Fact]
    public void It_is_issued_once_and_who_comes_second_is_told_where_it_is()
    {
        var second = Given(Issued).When(Issue with { Title = new("Khác") });

        second.ThenRefused("already-issued");
        second.Decision.Refusal!.Facts.Should().Contain("directive", Conclusion).And.Contain("existing", $"/directives/{Conclusion.Value}");
    }

    [Fact]
    public void A_document_has_a_number() => Given().When(Issue with { Number = null }).ThenRefused(IssuingRefusals.NumberRequired);

    [Fact]
    public void A_meeting_conclusion_may_have_none() =>
        Given()
            .When(Issue with { Type = DirectiveType.MeetingConclusion, Number = null })
            .Then(Issued with { Type = DirectiveType.MeetingConclusion, Number = null });

    [Fact]
    public void Somebody_issues_it() => Given().When(Issue with { IssuedBy = [] }).ThenRefused(IssuingRefusals.IssuerRequired);

    [Fact]
    public void Each_issuing_body_is_named_once() =>
        Given().When(Issue with { IssuedBy = [Commission, CentralOffice, Commission] }).ThenRefused(IssuingRefusals.IssuerTwice);

    [Fact]
    public void It_is_not_linked_to_itself() =>
        Given().When(Issue with { Links = [new(LinkKind.Basis, Conclusion)] }).ThenRefused(IssuingRefusals.LinkToItself);

    [Fact]
    public void Each_link_is_named_once() =>
        Given()
            .When(Issue with { Links = [new(LinkKind.Basis, OtherDirective), new(LinkKind.Basis, OtherDirective)] })
            .ThenRefused(IssuingRefusals.LinkTwice);

    [Fact]
    public void Its_texts_say_something()
    {
        Given().When(Issue with { Number = " " }).ThenRefused("text-required", "/number");
        Given().When(Issue with { Title = new("") }).ThenRefused("text-required", "/title/vi");
        Given().When(Issue with { Title = new("Về", " ") }).ThenRefused("text-required", "/title/en");
        Given().When(Issue with { Signatory = "" }).ThenRefused("text-required", "/signatory");
        Given().When(Issue with { DateNote = "\t" }).ThenRefused("text-required", "/dateNote");
    }

    [Fact]
    public void Its_texts_have_a_greatest_length()
    {
        Given().When(Issue with { Number = Letters(64) }).Then(Issued with { Number = new(Letters(64)) });

        Given().When(Issue with { Number = Letters(65) }).ThenRefused("text-too-long", "/number");
        Given().When(Issue with { Title = new(Letters(1001)) }).ThenRefused("text-too-long", "/title/vi");
        Given().When(Issue with { Title = new("Về", Letters(1001)) }).ThenRefused("text-too-long", "/title/en");
        Given().When(Issue with { Signatory = Letters(201) }).ThenRefused("text-too-long", "/signatory");
        Given().When(Issue with { DateNote = Letters(501) }).ThenRefused("text-too-long", "/dateNote");
    }

    [Fact]
    public void It_can_be_dated_and_effective_today() =>
        Given().When(Issue with { Today = July(25), EffectiveOn = July(25) }).Then(Issued);

    [Fact]
    public void It_cannot_be_dated_tomorrow() =>
        Given().When(Issue with { IssuedOn = Period("2025-08-21") }).ThenRefused("effective-in-the-future", "/issuedOn");

    [Fact]
    public void It_cannot_be_effective_tomorrow() =>
        Given().When(Issue with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");

    [Fact]
    public void It_cannot_be_effective_before_its_date() =>
        Given().When(Issue with { EffectiveOn = July(24) }).ThenRefused("effective-too-early", "/effectiveOn");

    [Fact]
    public void Nothing_else_can_be_asked_of_a_directive_before_it_is_issued()
    {
        foreach (var command in EveryCommand.Where(command => command is not IssueDirective))
            Given().When(command).ThenRefused(Refusals.NoSuchDirective);
    }
}
