namespace Directives.Api.Tests;

public static class Callers
{
    /// <summary>Says who asks.</summary>
    public static HttpRequestMessage As(this HttpRequestMessage request, string role, string agency)
    {
        request.Headers.Add("X-Role", role);
        request.Headers.Add("X-Agency", agency);
        return request;
    }
}
