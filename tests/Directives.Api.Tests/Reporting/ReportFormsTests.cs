using System.Text;
using System.Text.Json.Nodes;
using Directives.Api.Reporting;
using Directives.Api.Tests.Demo;
using Directives.Domain.Reporting;
using Directives.EventSourcing;
using Microsoft.Extensions.DependencyInjection;

namespace Directives.Api.Tests.Reporting;

/// <summary>A report may say more one day; what was given out before stays as it was, to the byte.</summary>
public class ReportFormsTests(DemoApp app) : IClassFixture<DemoApp>
{
    static readonly ReportForms Three = new(
        new ReportForm("weekly-1"),
        new ReportForm("weekly-2", report => report.Remove("heard")),
        new ReportForm("weekly-3", report => report["notable"]!.AsObject().Remove("reportedLate")));

    const string Now = """{"body":"Bộ “Tài chính” <&'>","share":0.50,"notable":{"silent":1,"reportedLate":2},"heard":[{"n":1e3}],"end":null}""";

    [Theory]
    [InlineData("weekly-3", Now)]
    [InlineData("weekly-2", """{"body":"Bộ “Tài chính” <&'>","share":0.50,"notable":{"silent":1},"heard":[{"n":1e3}],"end":null}""")]
    [InlineData("weekly-1", """{"body":"Bộ “Tài chính” <&'>","share":0.50,"notable":{"silent":1},"end":null}""")]
    [InlineData(null, """{"body":"Bộ “Tài chính” <&'>","share":0.50,"notable":{"silent":1},"end":null}""")]
    public void A_report_is_led_back_form_by_form_and_what_stays_keeps_its_bytes(string? form, string expected) =>
        Encoding.UTF8.GetString(Three.In(form, Encoding.UTF8.GetBytes(Now))).Should().Be(expected);

    [Fact]
    public void A_form_that_nobody_knows_yet_is_a_fault() =>
        Three.Invoking(forms => forms.In("weekly-4", Encoding.UTF8.GetBytes(Now))).Should().Throw<InvalidOperationException>().WithMessage("*weekly-4*");

    [Fact]
    public async Task A_whole_report_keeps_its_bytes_when_a_later_form_is_led_back()
    {
        var report = (await app.Get("/reports/weekly/2025-08-22")).Should(200).Text;
        var later = new ReportForms(new ReportForm("weekly-1"), new ReportForm("weekly-2", json => json.Remove("later")));

        var told = JsonNode.Parse(report)!.AsObject();
        told["later"] = 7;
        Encoding.UTF8.GetString(later.In("weekly-1", Encoding.UTF8.GetBytes(told.ToJsonString()))).Should().Be(report);
    }

    [Fact]
    public async Task What_a_later_program_published_is_a_fault_here_and_not_another_report()
    {
        (await app.Post("/reports/weekly/2025-06-20/publications", new { })).Should(201);
        var (store, stream) = (app.Services.GetRequiredService<EventStore>(), Publications.StreamOf(ReportKind.Weekly, null, new(2025, 6, 20)));
        var first = (PublicationEvent.ReportPublished)(await store.ReadStream(stream, default)).Single().Data;
        await store.Append(new Append(stream, "publication", 1, [first with { Edition = 2, Form = "weekly-99" }], new("somebody")), default);

        (await app.Get($"/reports/publications/{stream}/editions/1/report")).Should(200);
        (await app.Get($"/reports/publications/{stream}/editions/2/report")).Should(500);
    }

    [Fact]
    public async Task An_edition_names_the_form_it_was_made_in()
    {
        var published = (await app.Post("/reports/weekly/2025-08-29/publications", new { })).Should(201);

        published.Json.GetProperty("events")[0].GetProperty("data").GetProperty("form").GetString().Should().Be(ReportForms.Weekly.Current);
        (await app.Get(published.Location!)).Should(200).Json.GetProperty("form").GetString().Should().Be(ReportForms.Weekly.Current);
        (await app.Get("/reports/publications?from=2025-08-29&to=2025-08-29")).Should(200).Json.GetProperty("items")[0].GetProperty("editions")[0]
            .GetProperty("form").GetString().Should().Be(ReportForms.Weekly.Current);
    }
}
