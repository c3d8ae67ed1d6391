using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api;

/// <summary>What the <c>type</c> of a problem links to: a page for people, JSON for programs.</summary>
public static class ProblemEndpoints
{
    public static void MapProblems(this IEndpointRouteBuilder routes)
    {
        var problems = routes.MapGroup("/problems").AllowAnonymous().WithTags("Problems");

        problems.MapGet("/", List).WithSummary("Every problem this API answers with, in Vietnamese and English; a page for browsers.");
        problems.MapGet("/{code}", Get).WithSummary("One problem; a page for browsers.");
    }

    static Results<Ok<ProblemTypeList>, ContentHttpResult> List(HttpRequest request, HttpResponse response)
    {
        response.Headers.Vary = "Accept";
        return Html.IsWanted(request) ? Html.Page(response, "Vấn đề · Problems", ProblemPages.All()) : TypedResults.Ok(new ProblemTypeList(ProblemCatalogue.All));
    }

    static Results<Ok<ProblemType>, ContentHttpResult, ProblemHttpResult> Get(string code, HttpRequest request, HttpResponse response)
    {
        response.Headers.Vary = "Accept";
        if (ProblemCatalogue.Find(code) is not { } problem)
            return CatalogueRefusals.NoSuchProblem(code).ToProblem();
        return Html.IsWanted(request) ? Html.Page(response, problem.Code, ProblemPages.One(problem)) : TypedResults.Ok(problem);
    }
}

/// <param name="Items">By code.</param>
public sealed record ProblemTypeList(IReadOnlyList<ProblemType> Items);

public static class CatalogueRefusals
{
    public static HttpRefusal NoSuchProblem(string code) => new(404, "no-such-problem", new($"Không có vấn đề nào mang mã {code}.", $"No problem has the code {code}."));
}

/// <summary>The catalogue as pages, both languages side by side.</summary>
static class ProblemPages
{
    public static string All() =>
        $"""
        <h1><span lang="vi">Các vấn đề</span> · <span lang="en">Problems</span></h1>
        <p lang="vi">Mỗi câu trả lời từ chối hoặc báo lỗi của API mang một mã dưới đây. Mã không bao giờ thay đổi; câu chữ theo tiêu đề Accept-Language, còn các giá trị trong câu chỉ là ví dụ.</p>
        <p lang="en">Every answer of the API that refuses or fails has one of these codes. A code never changes; its sentence follows Accept-Language, and the values in it are examples here.</p>
        {string.Join('\n', ProblemCatalogue.All.GroupBy(problem => problem.AppliesTo[0]).OrderBy(group => group.Key, StringComparer.Ordinal).Select(Section))}
        """;

    public static string One(ProblemType problem) =>
        $"""
        <h1>{Html.Encode(problem.Code)}</h1>
        {Table([problem])}
        <p><a href="/problems#{Html.Encode(problem.Code)}"><span lang="vi">Tất cả các vấn đề</span> · <span lang="en">All problems</span></a></p>
        """;

    static string Section(IGrouping<string, ProblemType> feature) =>
        $"""
        <h2 lang="en">{Html.Encode(feature.Key)}</h2>
        {Table(feature)}
        """;

    static string Table(IEnumerable<ProblemType> problems) =>
        $"""
        <table>
        <thead><tr><th><span lang="vi">Mã</span> · <span lang="en">Code</span></th><th>HTTP</th><th lang="vi">Tiếng Việt</th><th lang="en">English</th><th><span lang="vi">Chỗ sai</span> · <span lang="en">Place</span></th></tr></thead>
        <tbody>
        {string.Join('\n', problems.Select(Row))}
        </tbody>
        </table>
        """;

    static string Row(ProblemType problem) =>
        $"""
        <tr id="{Html.Encode(problem.Code)}">
        <td><a href="{Html.Encode(problem.Type)}"><code>{Html.Encode(problem.Code)}</code></a></td>
        <td>{problem.Status}</td>
        <td lang="vi">{Lines(problem.Sentences.Select(sentence => sentence.Vi))}</td>
        <td lang="en">{Lines(problem.Sentences.Select(sentence => sentence.En ?? sentence.Vi))}</td>
        <td>{Lines(problem.Places)}</td>
        </tr>
        """;

    static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => $"<p>{Html.Encode(line)}</p>"));
}
