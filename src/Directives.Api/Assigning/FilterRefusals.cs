namespace Directives.Api.Assigning;

public static class FilterRefusals
{
    public static HttpRefusal UnknownHead(string head) => new(
        422, "unknown-head", new($"Chưa có nhiệm vụ nào ghi '{head}' là người chịu trách nhiệm.", $"Nobody was ever named as '{head}' to answer for an assignment."), "head");
}
