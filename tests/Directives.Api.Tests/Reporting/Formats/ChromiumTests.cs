using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Directives.Api.Demo;

namespace Directives.Api.Tests.Reporting.Formats;

/// <summary>The pages as people see them. The pictures are left beside the tests, under <c>pages</c>, to be looked at.</summary>
public partial class ChromiumTests(FormatsApp app) : IClassFixture<FormatsApp>
{
    /// <summary>Of a desk, and of the text on A4 between its margins at 96 dots per inch.</summary>
    const int Screen = 1280, Paper = 643;

    static readonly string[] Reports =
    [
        "/reports/weekly/2025-08-29.html?", "/reports/weekly/2025-08-22.html?body=ban-to-chuc-trung-uong&", $"/reports/overdue.html?{FormatsApp.Overdue}&",
        $"/directives/{DemoLoader.IdOf("179").Value}/progress.html?to=2025-12-26&"
    ];

    public static TheoryData<string> Pages => [.. Reports.SelectMany(page => new[] { $"{page}lang=vi", $"{page}lang=en" })];

    [TheoryWithChromium]
    [MemberData(nameof(Pages))]
    public async Task On_a_screen_nothing_sticks_out_and_every_letter_is_there(string path)
    {
        using var chromium = new Chromium();
        var html = await Page(path);

        Seen(await chromium.Document(html + Probe, Screen)).Should().BeEmpty();

        var picture = await chromium.Picture(html, Screen, 1500);
        (BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(20))).Should().Be((Screen, 1500), "a PNG says so there");
        picture.Length.Should().BeGreaterThan(40_000, "an empty page takes less");
        await Keep(path, "png", picture);
    }

    [TheoryWithChromium]
    [MemberData(nameof(Pages))]
    public async Task On_paper_it_is_A4_in_one_typeface_and_nothing_sticks_out(string path)
    {
        using var chromium = new Chromium();
        var html = await Page(path);

        var printed = await chromium.Paper(html);
        var pdf = Encoding.Latin1.GetString(printed);
        var sizes = MediaBox().Matches(pdf).Select(box => (Math.Round(Number(box.Groups[1].Value)), Math.Round(Number(box.Groups[2].Value)))).ToList();
        sizes.Distinct().Should().Equal([(595, 842)], "that is A4 in points");
        sizes.Should().HaveCount(Count().Matches(pdf).Max(count => int.Parse(count.Groups[1].Value, null)), "every page has its size");
        Typeface().Matches(pdf).Select(face => face.Groups[1].Value).Distinct().Should().ContainSingle("half of a Vietnamese word in another typeface is ugly");
        pdf.Should().NotContain("/Subtype /Type3", "letters that no typeface has are drawn by hand");
        await Keep(path, "pdf", printed);

        // As it is laid out for paper, but where it can be measured.
        var onPaper = html.Replace("@media print", "@media screen", StringComparison.Ordinal).Replace("(max-width: 45rem)", "(max-width: 1px)", StringComparison.Ordinal);
        Seen(await chromium.Document(onPaper + Probe, Paper)).Should().BeEmpty();
    }

    [TheoryWithChromium]
    [InlineData("<p style='width: 3000px'>x</p>", "wider than the window")]
    [InlineData("<table style='table-layout: fixed; width: 40px'><tr><td style='overflow-wrap: normal'>Unbreakable-Unbreakable</td></tr></table>", "td: more than it has room for")]
    [InlineData("<svg viewBox='0 0 100 20' style='width: 100px'><text x='90' y='10'>outside</text></svg>", "outside: outside of its picture")]
    [InlineData("<svg viewBox='0 0 100 20' style='width: 100px'><text x='5' y='10'>here</text><text x='8' y='10'>there</text></svg>", "here: on top of there")]
    [InlineData("<svg viewBox='0 0 100 20' style='width: 100px'><g><rect x='10' y='0' width='20' height='16'/><text x='20' y='10' text-anchor='middle'>1.000.000</text></g></svg>", "1.000.000: outside of its bar")]
    public async Task What_sticks_out_is_seen(string html, string fault)
    {
        using var chromium = new Chromium();

        Seen(await chromium.Document($"<!DOCTYPE html><meta charset=utf-8><body>{html}{Probe}", Screen)).Should().ContainMatch($"*{fault}*");
    }

    async Task<string> Page(string path) => (await app.Download(path)).Should(200).Text;

    static List<string> Seen(string document) =>
        JsonSerializer.Deserialize<List<string>>(System.Net.WebUtility.HtmlDecode(document.Split("<pre id=\"seen\">")[1].Split("</pre>")[0]))!;

    static async Task Keep(string path, string suffix, byte[] bytes)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "pages"));
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{NotName().Replace(path.Trim('/'), "-")}.{suffix}"), bytes);
    }

    static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Writes down what is wrong with the page that it stands on.</summary>
    const string Probe = """
        <script>
        document.fonts.ready.then(() => {
          const seen = [], root = document.documentElement, say = (what, fault) => seen.push(`${what}: ${fault}`);
          if (root.scrollWidth > innerWidth) say('page', `wider than the window: ${root.scrollWidth} of ${innerWidth}`);
          for (const part of document.body.querySelectorAll('*:not(script, style, svg *)')) {
            const box = part.getBoundingClientRect(), name = part.tagName.toLowerCase();
            if (box.width && (box.right > innerWidth + .5 || box.left < -.5)) say(`${name} ${part.textContent.slice(0, 40)}`, 'wider than the window');
            if (/^(td|th|p|h1|h2|div|figcaption)$/.test(name) && part.scrollWidth > part.clientWidth + 1) say(name, `more than it has room for: ${part.textContent.slice(0, 40)}`);
          }

          for (const picture of document.querySelectorAll('svg')) {
            const frame = picture.getBoundingClientRect();
            // A line of text is higher than its letters.
            const texts = [...picture.querySelectorAll('text')].map(text => {
              const box = text.getBoundingClientRect(), less = box.height / 4;
              return { text, said: text.textContent, left: box.left, right: box.right, top: box.top + less, bottom: box.bottom - less };
            });
            texts.forEach((one, i) => {
              if (one.left < frame.left - .5 || one.right > frame.right + .5 || one.top < frame.top - .5 || one.bottom > frame.bottom + .5) say(one.said, 'outside of its picture');
              for (const other of texts.slice(i + 1))
                if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > .5 && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > .5) say(one.said, `on top of ${other.said}`);
              for (const bar of one.text.parentElement.tagName === 'g' ? one.text.parentElement.querySelectorAll('rect') : []) {
                const box = bar.getBoundingClientRect(), middle = (one.left + one.right) / 2;
                if (middle > box.left && middle < box.right && (one.left < box.left || one.right > box.right)) say(one.said, 'outside of its bar');
              }
            });
          }

          // A letter that the typeface lacks is drawn as the box that stands for all such, or without its tones.
          const family = getComputedStyle(document.querySelector('h1') ?? document.body).fontFamily;
          const drawn = text => {
            const canvas = document.createElement('canvas'), pen = canvas.getContext('2d');
            [canvas.width, canvas.height] = [80, 80];
            pen.font = `40px ${family}`;
            pen.fillText(text, 10, 55);
            return canvas.toDataURL();
          };
          const missing = drawn('\u{10FFFE}');
          for (const letter of 'ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵĂÂĐÊÔƠƯ−…') {
            const plain = letter.normalize('NFD')[0].replace('đ', 'd').replace('Đ', 'D');
            if (drawn(letter) === missing || plain !== letter && drawn(letter) === drawn(plain)) say(letter, 'not drawn');
          }

          const list = document.createElement('pre');
          list.id = 'seen';
          list.textContent = JSON.stringify(seen);
          document.body.append(list);
        });
        </script>
        """;

    [GeneratedRegex(@"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")]
    private static partial Regex MediaBox();

    [GeneratedRegex(@"/Type /Pages\s*/Count (\d+)")]
    private static partial Regex Count();

    /// <summary>Six letters tell apart the parts of a typeface that were embedded; what follows its name is the style.</summary>
    [GeneratedRegex(@"/BaseFont /[A-Z]{6}\+([A-Za-z]+)")]
    private static partial Regex Typeface();

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex NotName();
}
