using Directives.Api.Reporting.Formats;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Directives.Api.Hosting;

/// <summary>Lists the formats in which an operation gives a report, and the headers that all of them carry.</summary>
sealed class ApiReports : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<GivesReport>().FirstOrDefault() is not { } report || operation.Responses?["200"] is not OpenApiResponse answer)
            return;

        var json = answer.Content?.Values.FirstOrDefault();
        answer.Content = report.Formats.ToDictionary(
            format => format.MediaType,
            format => format == ReportFormat.Json && json is not null ? json : new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = format == ReportFormat.Xlsx ? "binary" : null }
            });
        answer.Headers = new Dictionary<string, IOpenApiHeader>
        {
            [Rendering.PositionHeader] = Header(JsonSchemaType.Integer, "What was recorded up to here counts."),
            [Rendering.DigestHeader] = Header(JsonSchemaType.String, "SHA-256 of the bytes of the report's JSON, the same in every format; absent on a page of it.")
        };
    }

    static OpenApiHeader Header(JsonSchemaType type, string description) => new() { Description = description, Schema = new OpenApiSchema { Type = type } };
}
