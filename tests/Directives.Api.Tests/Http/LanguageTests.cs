namespace Directives.Api.Tests.Http;

public class LanguageTests(App app) : IClassFixture<App>
{
    const string Vietnamese = "Vị trí được đánh số từ 0.", English = "Positions begin at 0.";

    [Theory]
    [InlineData(null, English)]
    [InlineData("", English)]
    [InlineData("en", English)]
    [InlineData("vi", Vietnamese)]
    [InlineData("vi-VN, vi;q=0.9, en-US;q=0.8, en;q=0.7", Vietnamese)]
    [InlineData("VI-vn", Vietnamese)]
    [InlineData("fr;q=0.9, vi;q=0.5", Vietnamese)]
    [InlineData("vi;q=0.4, en;q=0.5", English)]
    [InlineData("en, vi", English)]
    [InlineData("vi, en", Vietnamese)]
    [InlineData("fr", English)]
    [InlineData("*", English)]
    [InlineData("vi;q=0.5, *", English)]
    [InlineData("en;q=0.5, *", Vietnamese)]
    [InlineData("en;q=0, *", Vietnamese)]
    [InlineData("vi;q=0", English)]
    [InlineData("vietnamese", English)]
    [InlineData("vi;q=lots", English)]
    [InlineData(";;=,q,\"", English)]
    public async Task A_problem_speaks_the_language_that_is_asked_for(string? accepted, string sentence)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assignments?atPosition=-1");
        if (accepted is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", accepted);

        using var response = await app.Http.SendAsync(request);

        response.Content.Headers.ContentLanguage.Should().Equal(sentence == Vietnamese ? "vi" : "en");
        response.Headers.Vary.Should().Equal("Accept-Language");
        using var problem = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        problem.RootElement.GetProperty("title").GetString().Should().Be(sentence);
        problem.RootElement.GetProperty("errors")[0].GetProperty("detail").GetString().Should().Be(sentence);
    }

    [Theory]
    [InlineData("GET", "/nothing", null, "not-found", "Không có gì ở địa chỉ này.")]
    [InlineData("DELETE", "/directives", null, "method-not-allowed", "Địa chỉ này không nhận phương thức đó.")]
    [InlineData("GET", "/directives/0198a000-0000-7000-8000-000000000000", null, "no-such-directive", "Không có văn bản này.")]
    [InlineData("GET", "/directives?knownAsOf=x", null, "bad-request", "Giá trị của knownAsOf không đúng dạng.")]
    [InlineData("POST", "/directives", "", "bad-request", "Yêu cầu này cần một nội dung JSON.")]
    [InlineData("POST", "/directives", "[", "malformed-json", "Nội dung gửi đến không phải JSON đúng dạng cần có ở đây.")]
    [InlineData("POST", "/directives", "{}", "missing-member", "Còn thiếu: 'type', 'title', 'issuedBy', 'issuedOn'.")]
    [InlineData("POST", "/directives", "{\"x\":1}", "unknown-member", "Ở đây không có thành phần 'x'.")]
    [InlineData("POST", "/directives", "{\"number\":1}", "malformed-json", "Ở đây cần một chuỗi ký tự.")]
    [InlineData("POST", "/directives", "{\"number\":\"\\u0000\"}", "malformed-json", "Ở đây không được có ký tự NUL.")]
    [InlineData("POST", "/directives", "{\"number\":\"1\",\"number\":\"2\"}", "malformed-json", "Thành phần 'number' xuất hiện hai lần.")]
    [InlineData("POST", "/directives", "{\"issuedBy\":[1]}", "malformed-json", "Ở đây cần mã cơ quan: 2 đến 40 chữ thường không dấu, chữ số và gạch nối.")]
    [InlineData("POST", "/directives", "{\"issuedOn\":\"31/7\"}", "malformed-json", "Ở đây cần một ngày (2025-07-31), tháng (2025-03), quý (2025-Q2) hoặc năm (2025).")]
    [InlineData("POST", "/directives", "{\"effectiveOn\":\"2025-02-30\"}", "malformed-json", "Ở đây cần một ngày như 2025-07-31, trong khoảng từ năm 1900 đến năm 2200.")]
    [InlineData("POST", "/directives", "{\"links\":[{\"directive\":1}]}", "malformed-json", "Ở đây cần một UUID.")]
    [InlineData("POST", "/operations/projections/tracking/decisions", "{\"decision\":\"forget\"}", "malformed-json", "Ở đây cần một trong các giá trị retry, skip.")]
    public async Task Vietnamese_is_spoken_everywhere(string method, string path, string? body, string code, string sentence)
    {
        using var request = new HttpRequestMessage(new(method), path);
        request.Headers.Add("Accept-Language", "vi");
        request.Headers.Add("Accept", "text/html"); // a browser is answered like everybody else
        request.Headers.Add("Idempotency-Key", "k");
        if (body is not null)
            request.Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));

        var answer = await app.Send(request);

        answer.Code.Should().Be(code);
        answer.Json.GetProperty("title").GetString().Should().Be(sentence);
    }
}
