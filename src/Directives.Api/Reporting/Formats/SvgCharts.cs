using System.Globalization;
using System.Text;
using Directives.Domain;

namespace Directives.Api.Reporting.Formats;

/// <summary>Charts as inline SVG: nothing is loaded, nothing is run, and they print as sharply as the text. The table beside each says the same in figures.</summary>
static class SvgCharts
{
    const int Width = 720, NameWidth = 215, BarHeight = 16, BarStep = 23, LineHeight = 220, Foot = 22, Left = 44, Right = 12;

    public static string Figure(Chart chart, string language) =>
        $"""
        <figure>
        <figcaption>{Html.Encode(chart.Name.In(language))}</figcaption>
        {(chart is Chart.Bars bars ? Bars(bars, language) : Lines((Chart.Lines)chart, language))}
        </figure>
        """;

    static string Bars(Chart.Bars chart, string language)
    {
        var svg = new StringBuilder();
        var top = Legend(svg, chart.Series, language, (x, y, tone) => Box(x, y, 12, 10, tone));
        var (most, step) = Scale(chart.Items.Select(item => item.Values.Sum()).DefaultIfEmpty().Max());
        var (bottom, room) = (top + chart.Items.Count * BarStep + 4, Width - NameWidth - 40);

        for (long tick = 0; tick <= most; tick += step)
        {
            var x = NameWidth + room * tick / (double)most;
            svg.AppendLine(Line(x, top, x, bottom, tick == 0 ? "#000" : "#ccc")).AppendLine(Label(x, bottom + 13, "middle", Words.Amount(tick, language)));
        }

        for (var i = 0; i < chart.Items.Count; i++)
        {
            var (name, values) = chart.Items[i];
            var (x, y) = ((double)NameWidth, top + 4 + i * BarStep);
            svg.AppendLine($"<g><title>{Html.Encode(Told(name, chart.Series, values, language))}</title>");
            svg.AppendLine(Label(NameWidth - 6, y + 12, "end", Short(name.In(language))));
            for (var j = 0; j < values.Count; j++)
            {
                var width = room * values[j] / (double)most;
                if (values[j] > 0)
                    svg.AppendLine(Box(x, y, width, BarHeight, chart.Series[j].Tone));
                if (width > 9 + 6 * Words.Amount(values[j], language).Length)
                    svg.AppendLine(Label(x + width / 2, y + 12, "middle", Words.Amount(values[j], language), Within(chart.Series[j].Tone)));
                x += width;
            }

            svg.AppendLine(Label(x + 5, y + 12, "start", Words.Amount(values.Sum(), language), weight: "bold")).AppendLine("</g>");
        }

        return Svg(bottom + Foot, chart.Name.In(language), svg);
    }

    static string Lines(Chart.Lines chart, string language)
    {
        var svg = new StringBuilder();
        var top = Legend(svg, [.. chart.Items.Select(item => item.Series)], language, (x, y, tone) => Line(x - 3, y + 5, x + 14, y + 5, Ink(tone), $" stroke-width=\"2\"{Dashes(tone)}")) + 4;
        var (most, step) = Scale(chart.Items.SelectMany(item => item.Values).DefaultIfEmpty().Max());
        var bottom = top + LineHeight;

        for (long tick = 0; tick <= most; tick += step)
            svg.AppendLine(Line(Left, Y(tick), Width - Right, Y(tick), tick == 0 ? "#000" : "#ccc")).AppendLine(Label(Left - 5, Y(tick) + 4, "end", Words.Amount(tick, language)));
        var apart = Math.Max(1, (int)Math.Ceiling(chart.Days.Count / 8.0));
        for (var i = 0; i < chart.Days.Count; i += apart)
            svg.AppendLine(Label(X(i), bottom + 15, "middle", Words.Day(chart.Days[i], language)));
        foreach (var (series, values) in chart.Items)
        {
            var points = string.Join(' ', values.Select((value, i) => $"{N(X(i))},{N(Y(value))}"));
            svg.AppendLine(Stroke(points, series.Tone));
            for (var i = 0; i < values.Count; i++)
                svg.AppendLine(
                    $"<circle cx=\"{N(X(i))}\" cy=\"{N(Y(values[i]))}\" r=\"{(values.Count <= 60 ? "2.5" : "1.5")}\" fill=\"{Ink(series.Tone)}\"><title>{Html.Encode($"{Words.Day(chart.Days[i], language)}, {series.Name.In(language)}: {Words.Amount(values[i], language)}")}</title></circle>");
        }

        // What stands at the end is said beside it; where lines end close together, one above the other.
        var above = bottom + 10.0;
        foreach (var value in chart.Items.Where(item => item.Values is not []).Select(item => item.Values[^1]).Distinct().Order())
        {
            above = Math.Min(Y(value) + 4, above - 12);
            svg.AppendLine(Label(X(chart.Days.Count - 1) + 7, above, "start", Words.Amount(value, language), weight: "bold"));
        }

        return Svg(bottom + Foot, chart.Name.In(language), svg);

        double X(int i) => chart.Days.Count < 2 ? (Left + Width - Right) / 2.0 : Left + 30 + (Width - Right - Left - 60) * i / (chart.Days.Count - 1.0);
        double Y(long value) => bottom - LineHeight * value / (double)most;
    }

    /// <returns>Where the picture itself begins.</returns>
    static int Legend(StringBuilder svg, IReadOnlyList<Series> series, string language, Func<int, int, Tone, string> mark)
    {
        var (x, y) = (Left, 4);
        foreach (var (name, tone) in series)
        {
            var text = name.In(language);
            var width = 36 + (int)(5.2 * text.Length);
            if (x + width > Width && x > Left)
                (x, y) = (Left, y + 17);
            svg.AppendLine(mark(x, y, tone)).AppendLine(Label(x + 17, y + 9, "start", text));
            x += width;
        }

        return y + 22;
    }

    static string Svg(int height, string name, StringBuilder content) =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{Html.Encode(name)}\">\n{content}</svg>";

    static string Told(BilingualText name, IReadOnlyList<Series> series, IReadOnlyList<long> values, string language) =>
        $"{name.In(language)}: {string.Join(", ", series.Zip(values).Where(part => part.Second > 0).Select(part => $"{part.First.Name.In(language)} {Words.Amount(part.Second, language)}"))}";

    /// <summary>A round number of steps that takes the largest value, five at least.</summary>
    static (long Most, long Step) Scale(long largest)
    {
        long step = 1;
        for (var i = 0; step * 6 < largest; i++)
            step = i % 3 == 1 ? step / 2 * 5 : step * 2;
        return (Math.Max(5 * step, (largest + step - 1) / step * step), step);
    }

    static string Short(string name) => name.Length <= 34 ? name : $"{name[..33].TrimEnd()}…";

    static string Line(double x1, double y1, double x2, double y2, string colour, string more = "") =>
        $"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" stroke=\"{colour}\"{more}/>";

    static string Box(double x, double y, double width, int height, Tone tone) =>
        $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{height}\" fill=\"{Colour(tone)}\" stroke=\"#fff\" stroke-width=\".5\"/>";

    static string Label(double x, double y, string anchor, string text, string colour = "#000", string weight = "normal") =>
        $"<text x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\" fill=\"{colour}\" font-weight=\"{weight}\">{Html.Encode(text)}</text>";

    static string Colour(Tone tone) => tone switch
    {
        Tone.Good => "#2f6b4a",
        Tone.Fair => "#9cc3ab",
        Tone.Warning => "#e3c565",
        Tone.Bad => "#c0643f",
        Tone.Worst => "#7b1f1a",
        _ => "#cfd4da"
    };

    /// <summary>What can be read on a box.</summary>
    static string Within(Tone tone) => tone is Tone.Good or Tone.Bad or Tone.Worst ? "#fff" : "#000";

    /// <summary>A line has less of its colour than a box.</summary>
    static string Ink(Tone tone) => tone switch
    {
        Tone.Fair => "#5f9a7a",
        Tone.Warning => "#a87b12",
        Tone.Neutral => "#6b7683",
        _ => Colour(tone)
    };

    static string Stroke(string points, Tone tone) => $"<polyline points=\"{points}\" fill=\"none\" stroke=\"{Ink(tone)}\" stroke-width=\"2\"{Dashes(tone)}/>";

    static string Dashes(Tone tone) => tone switch
    {
        Tone.Fair => " stroke-dasharray=\"6 3\"",
        Tone.Warning => " stroke-dasharray=\"2 3\"",
        Tone.Bad => " stroke-dasharray=\"8 3 2 3\"",
        _ => ""
    };

    static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
