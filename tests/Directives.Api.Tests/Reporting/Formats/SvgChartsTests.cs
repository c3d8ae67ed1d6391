using System.Xml.Linq;
using Directives.Api.Reporting.Formats;

namespace Directives.Api.Tests.Reporting.Formats;

public class SvgChartsTests
{
    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    static readonly Series Open = new(new("Chưa xong <1>", "Open <1>"), Tone.Bad), Done = new(new("Xong", "Done"), Tone.Good);

    [Fact]
    public void The_parts_of_a_bar_are_as_wide_as_their_figures()
    {
        var chart = Draw(new Chart.Bars(new("Biểu đồ", "A chart"), [Open, Done], [(new("Bộ <A>", "Ministry <A>"), [30, 10]), (new("Bộ B", "Ministry B"), [0, 20])]));

        var bars = chart.Descendants(Svg + "g").Select(bar => bar.Elements(Svg + "rect").Select(part => (double)part.Attribute("width")!).ToList()).ToList();
        bars[0].Should().HaveCount(2);
        bars[0][0].Should().BeApproximately(3 * bars[0][1], 0.02);
        bars[1].Should().ContainSingle("nothing has no width").Which.Should().BeApproximately(2 * bars[0][1], 0.02);
        chart.Descendants(Svg + "title").Select(title => title.Value).Should().Equal("Ministry <A>: Open <1> 30, Done 10", "Ministry B: Done 20");
    }

    [Fact]
    public void A_line_rises_with_its_figures_and_has_a_point_for_each_day()
    {
        var days = Enumerable.Range(0, 52).Select(week => new DateOnly(2025, 7, 31).AddDays(7 * week)).ToList();
        var chart = Draw(new Chart.Lines(new("Xu hướng", "Trend"), days, [(Open, [.. days.Select((_, i) => (long)i)]), (Done, [.. days.Select(_ => 7L)])]));

        var lines = chart.Descendants(Svg + "polyline").Select(line => line.Attribute("points")!.Value.Split(' ').Select(point => point.Split(',').Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray()).ToList()).ToList();
        lines.Should().HaveCount(2).And.OnlyContain(line => line.Count == 52);
        lines[0].Select(point => point[0]).Should().BeInAscendingOrder();
        lines[0].Select(point => point[1]).Should().BeInDescendingOrder("up is down in SVG");
        lines[1].Select(point => point[1]).Distinct().Should().ContainSingle();
        lines[0][7][1].Should().Be(lines[1][7][1], "both are 7 there");
    }

    [Fact]
    public void The_last_figures_stand_beside_their_lines_and_never_on_each_other()
    {
        var chart = Draw(new Chart.Lines(new("Xu hướng", "Trend"), [new(2025, 7, 24), new(2025, 7, 31)], [(Open, [9, 1000]), (Done, [9, 1001]), (Done, [9, 999])]));

        var last = chart.Elements(Svg + "text").Where(text => (string?)text.Attribute("font-weight") == "bold").ToList();
        last.Select(text => text.Value).Should().Equal("999", "1,000", "1,001");
        var heights = last.Select(text => (double)text.Attribute("y")!).ToList();
        heights.Zip(heights.Skip(1), (below, above) => below - above).Should().OnlyContain(apart => apart > 11.9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000_000)]
    public void Whatever_the_figures_are_it_stays_in_its_frame(long largest)
    {
        foreach (var chart in new[]
        {
            Draw(new Chart.Bars(new("Biểu đồ"), [Done], [(new("Một"), [largest])])), Draw(new Chart.Lines(new("Xu hướng"), [new(2025, 7, 31)], [(Done, [largest])])),
            Draw(new Chart.Bars(new("Trống"), [Done], [])), Draw(new Chart.Lines(new("Trống"), [], [(Done, [])]))
        })
        {
            var frame = chart.Attribute("viewBox")!.Value.Split(' ').Select(double.Parse).ToArray();
            foreach (var attribute in chart.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "x" or "x1" or "x2" or "cx" or "y" or "y1" or "y2" or "cy"))
                ((double)attribute).Should().BeInRange(0, frame[attribute.Name.LocalName.Contains('x') ? 2 : 3]);
        }
    }

    static XElement Draw(Chart chart) => XElement.Parse(SvgCharts.Figure(chart, Languages.English)).Elements().Last();
}
