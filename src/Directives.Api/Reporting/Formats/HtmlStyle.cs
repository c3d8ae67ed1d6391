namespace Directives.Api.Reporting.Formats;

/// <summary>
/// The look of an official document after Decree 30/2020/NĐ-CP: one serif typeface, black on white, A4 with its margins, the
/// page number above the text from the second page on. The typefaces are named by their files (<c>local</c>): asked for by family,
/// Times New Roman is answered on Linux by one that has not all Vietnamese letters, and half of a word would be in another.
/// </summary>
static class HtmlStyle
{
    public const string Sheet = """
        @font-face { font-family: Official; src: local("Times New Roman"), local("Tinos"), local("Tinos Regular") }
        @font-face { font-family: Wide; src: local("Noto Serif"), local("Noto Serif Regular"), local("DejaVu Serif"); size-adjust: 88% }
        @font-face { font-family: Official; font-weight: bold; src: local("Times New Roman Bold"), local("Tinos Bold") }
        @font-face { font-family: Wide; font-weight: bold; src: local("Noto Serif Bold"), local("DejaVu Serif Bold"); size-adjust: 88% }
        @font-face { font-family: Official; font-style: italic; src: local("Times New Roman Italic"), local("Tinos Italic") }
        @font-face { font-family: Wide; font-style: italic; src: local("Noto Serif Italic"), local("DejaVu Serif Italic"), local("DejaVu Serif"); size-adjust: 88% }
        @font-face { font-family: Official; font-weight: bold; font-style: italic; src: local("Times New Roman Bold Italic"), local("Tinos Bold Italic") }
        @font-face { font-family: Wide; font-weight: bold; font-style: italic; src: local("Noto Serif Bold Italic"), local("DejaVu Serif Bold Italic"), local("DejaVu Serif Bold"); size-adjust: 88% }
        @page { size: A4; margin: 20mm 15mm 20mm 25mm; @top-center { content: counter(page); font: 11pt Official, Wide, serif } }
        @page :first { @top-center { content: none } }
        * { box-sizing: border-box }
        body { font: 13pt/1.4 Official, Wide, serif; color: #000; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 2rem }
        p { margin: 0 }
        a { color: #1f3864; text-decoration-thickness: 1px; text-underline-offset: 2px }
        nav { font-size: 11pt; text-align: right; margin-bottom: 1.5rem }
        nav a { margin-left: 1rem }
        header { display: flex; justify-content: space-between; gap: 1rem; text-align: center; margin-bottom: 2rem }
        header div:first-child { flex: 0 1 40% }
        header div:last-child { flex: 0 1 56% }
        .body, .state { font-weight: bold; text-transform: uppercase; font-size: 12pt; text-wrap: balance }
        .motto { font-weight: bold }
        .ruled::after { content: ""; display: block; width: 9rem; border-bottom: 1px solid #000; margin: .2rem auto 0 }
        .date { font-style: italic; margin-top: .5rem }
        h1 { font-size: 15pt; text-align: center; text-transform: uppercase; margin: 0 }
        .subject { text-align: center; text-wrap: balance; font-weight: bold; margin-bottom: 1.2rem }
        .scope { text-align: center; text-wrap: balance; font-style: italic; margin: -1rem 0 1.2rem }
        .summary { text-align: justify; text-indent: 2.5em; margin-bottom: .4rem }
        .unit { text-align: right; font-style: italic; font-size: 11pt; margin-top: 1rem }
        h2 { font-size: 13pt; margin: 1.4rem 0 .5rem; break-after: avoid }
        h2 a { font-weight: normal; font-size: 10pt; margin-left: .5rem }
        table { border-collapse: collapse; width: 100%; font-size: 11pt; line-height: 1.25 }
        th, td { border: 1px solid #000; padding: .2rem .4rem; vertical-align: top; text-align: left; overflow-wrap: break-word }
        thead th { text-align: center; vertical-align: middle; font-weight: bold }
        thead { display: table-header-group }
        tr, figure { break-inside: avoid }
        tfoot { display: table-row-group; font-weight: bold }
        .long { overflow-wrap: anywhere }
        .number { text-align: right; white-space: nowrap }
        .number a { text-decoration: none }
        .day { text-align: center; white-space: nowrap }
        .nothing { text-align: center; font-style: italic }
        figure { margin: .5rem 0 .8rem }
        figcaption { text-align: center; font-style: italic; font-size: 11pt; margin-bottom: .3rem }
        svg { display: block; width: 100%; height: auto; font-size: 11px }
        .signed { display: flex; justify-content: space-around; text-align: center; margin-top: 1.6rem; padding-bottom: 5rem; break-inside: avoid }
        .signed b { display: block; text-transform: uppercase; font-size: 12pt }
        .provenance { margin-top: 2rem; break-inside: avoid; font-size: 11pt }
        .provenance table { font-size: 10pt; margin-top: .4rem }
        .provenance th { font-weight: normal; width: 16rem }
        .provenance td { overflow-wrap: anywhere }
        @media print {
          body { margin: 0; padding: 0; max-width: none }
          .screen { display: none }
          a { color: inherit; text-decoration: none }
          table { width: calc(100% - 1px); font-size: 10.5pt }
          th, td { padding: .1rem .35rem }
          table:has(th:nth-child(9)) { font-size: 9pt }
          tbody tr:nth-child(-n+2) { break-after: avoid }
          tbody tr:nth-last-child(-n+2), tfoot tr { break-before: avoid }
          table:not(:has(tr:nth-child(20))) { break-inside: avoid }
        }
        @media (max-width: 45rem) { body { padding: 0 .8rem } header { flex-direction: column; align-items: center } section { overflow-x: auto } }
        """;
}
