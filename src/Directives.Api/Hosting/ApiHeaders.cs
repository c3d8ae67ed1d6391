using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Directives.Api.Hosting;

/// <summary>Documents what answers carry in their headers: writes where to look and the version there, pages where the next one is.</summary>
sealed class ApiHeaders : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach (var (status, response) in operation.Responses ?? [])
            if (response is OpenApiResponse answer)
            {
                if (status is "201")
                    Add(answer, "Location", "Where to look.");
                if (status is "201" && ApiDocument.IfMatch(context) is not Access.Precondition.Ignored)
                    Add(answer, "ETag", "The version to be found there; give it as If-Match.");
                if (context.ApiDescription.SupportedResponseTypes.Any(type => $"{type.StatusCode}" == status && type.Type?.IsAssignableTo(typeof(IPage)) is true))
                    Add(answer, "Link", "rel=next: the next page, if there is one (RFC 8288).");
            }
    }

    internal static OpenApiHeader Header(string description, JsonSchemaType type = JsonSchemaType.String) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = type } };

    static void Add(OpenApiResponse answer, string name, string description) =>
        (answer.Headers ??= new Dictionary<string, IOpenApiHeader>())[name] = Header(description);
}
