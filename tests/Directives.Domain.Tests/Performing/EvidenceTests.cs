using Directives.Domain.Performing;

namespace Directives.Domain.Tests.Performing;

public class EvidenceTests
{
    [Fact]
    public void A_completion_report_names_evidence() => Showing().ThenRefused(PerformingRefusals.EvidenceRequired);

    [Fact]
    public void Evidence_need_be_no_more_than_a_title() => Showing(new Evidence("Ảnh")).Then(Claimed with { Evidence = [new("Ảnh", ReceivedOn: Today)] });

    [Fact]
    public void Evidence_may_be_older_than_the_assignment() =>
        Showing(Circular with { DatedOn = July(1) }).Then(Claimed with { Evidence = [Circular with { DatedOn = July(1), ReceivedOn = Today }] });

    [Fact]
    public void Evidence_may_be_dated_today_and_not_tomorrow()
    {
        Showing(Circular with { DatedOn = Today }).Then(Claimed with { Evidence = [Circular with { DatedOn = Today, ReceivedOn = Today }] });
        Showing(Circular with { DatedOn = Tomorrow }).ThenRefused(PerformingRefusals.EvidenceFromTheFuture with { Field = "/evidence/0/datedOn" });
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n")]
    public void A_digest_is_64_lower_case_hexadecimal_digits(string digest) =>
        Showing(Circular with { Sha256 = digest }).ThenRefused(PerformingRefusals.NotADigest with { Field = "/evidence/0/sha256" });

    [Theory]
    [InlineData("")]
    [InlineData("pdf")]
    [InlineData("application/")]
    [InlineData("Application/PDF")]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("text/plain\n")]
    public void A_media_type_is_a_type_and_a_subtype(string mediaType) =>
        Showing(Circular with { MediaType = mediaType }).ThenRefused(PerformingRefusals.NotAMediaType with { Field = "/evidence/0/mediaType" });

    [Fact]
    public void It_is_received_on_the_day_it_is_handed_in_whatever_it_says()
    {
        var pdf = Circular with { MediaType = "application/pdf", DatedOn = July(1) };

        Showing(pdf with { ReceivedOn = July(2) }, pdf).Then(Claimed with { Evidence = [pdf with { ReceivedOn = Today }, pdf with { ReceivedOn = Today }] });
    }

    [Fact]
    public void Its_texts_say_something_and_have_a_greatest_length()
    {
        Showing(new Evidence(" ")).ThenRefused("text-required", "/evidence/0/title");
        Showing(new Evidence(Letters(501))).ThenRefused("text-too-long", "/evidence/0/title");
        Showing(Circular with { Document = "" }).ThenRefused("text-required", "/evidence/0/document");
        Showing(Circular with { Document = Letters(65) }).ThenRefused("text-too-long", "/evidence/0/document");
    }

    [Fact]
    public void The_piece_that_is_to_blame_is_named() => Showing(Circular, Circular with { Title = "" }, Circular).ThenRefused("text-required", "/evidence/1/title");

    static Outcome<DirectiveEvent> Showing(params Evidence[] evidence) => Given(Issued, Identified, Assigned).When(Complete with { Evidence = evidence });
}
