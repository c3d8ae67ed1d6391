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
            [Rendering.PositionHeader] = ApiHeaders.Header("What was recorded up to here counts.", JsonSchemaType.Integer),
            [Rendering.DigestHeader] = ApiHeaders.Header("SHA-256 of the bytes of the report's JSON, the same in every format; absent on a page of it."),
            ["Link"] = ApiHeaders.Header("rel=self: the same for ever; rel=alternate: the same in another format; rel=next: the next page, if there is one (RFC 8288).")
        };
    }
}
