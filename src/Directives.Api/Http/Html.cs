using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api;

/// <summary>Pages for people: plain, printable, without scripts.</summary>
public static class Html
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All); // Vietnamese stays readable in the source too

    public static string Encode(string text) => Encoder.Encode(text);

    /// <summary>Whether the request would rather have a page than JSON; without a wish, or with the same for both, it gets JSON.</summary>
    public static bool IsWanted(HttpRequest request) => Accepted.Weight(request, "text/html") > Accepted.Weight(request, "application/json");

    /// <summary>Whatever a page shows, nothing in it is run and nothing is fetched from elsewhere.</summary>
    public static void KeepForeignContentOut(HttpResponse response) => response.Headers.ContentSecurityPolicy = $"{Boundaries.NothingRuns}; style-src 'unsafe-inline'";

    /// <param name="response">Gets the headers that keep foreign content out.</param>
    /// <param name="title">Not encoded yet.</param>
    /// <param name="body">Encoded already.</param>
    public static ContentHttpResult Page(HttpResponse response, string title, string body)
    {
        KeepForeignContentOut(response);
        return TypedResults.Content(
            $$"""
            <!DOCTYPE html>
            <html lang="vi">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>{{Encode(title)}}</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #1a1a1a; background: #fff }
            h1, h2 { line-height: 1.2 }
            table { border-collapse: collapse; width: 100% }
            th, td { border: 1px solid #999; padding: .3rem .6rem; text-align: left; vertical-align: top }
            th { background: #eee }
            p { margin: 0 0 .3rem }
            tr { break-inside: avoid }
            tr:target { background: #fff3c4 }
            @media print { body { margin: 0; max-width: none; font-size: 9pt } a { color: inherit; text-decoration: none } thead { display: table-header-group } }
            </style>
            </head>
            <body>
            {{body}}
            </body>
            </html>
            """,
            "text/html; charset=utf-8");
    }
}
