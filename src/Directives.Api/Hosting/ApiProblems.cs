using System.Text.Json.Nodes;
using Directives.Api.Access;
using Directives.Api.Reporting.Formats;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Directives.Api.Hosting;

/// <summary>Lists the problems an operation may answer with by their status, and for each status the codes of the catalogue.</summary>
sealed class ApiProblems : IOperationFilter, IDocumentFilter
{
    static readonly Dictionary<int, string> Meanings = new()
    {
        [400] = "The request cannot be read.",
        [401] = "There is no token, or none that counts.",
        [403] = "This is somebody else's to do.",
        [404] = "There is no such thing.",
        [405] = "This address does not take that method.",
        [406] = "It is not given in a format that is accepted.",
        [408] = "The body came too slowly.",
        [409] = "It does not go with what stands recorded.",
        [412] = "It has changed since the version in If-Match.",
        [413] = "The body is too large.",
        [415] = "A body of this type is not taken here.",
        [422] = "It can be read, but not be done.",
        [428] = "The version seen has to be named in If-Match.",
        [429] = "Too many requests; Retry-After says when to try again.",
        [500] = "Something is wrong on our side.",
        [503] = "Not now; Retry-After says when to try again."
    };

    /// <summary>What is not among those listed.</summary>
    const string Other = "A problem (RFC 9457) whose type and code are stable; the type leads to its page.";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        operation.Responses ??= [];
        // Health is not refused; what is the matter is its answer.
        if (context.ApiDescription.RelativePath?.StartsWith("health/", StringComparison.Ordinal) is not true)
            foreach (var status in StatusesOf(context))
                operation.Responses.TryAdd($"{status}", new OpenApiResponseReference(NameOf(status), context.Document));
        operation.Responses.TryAdd("default", new OpenApiResponseReference("Problem", context.Document));
    }

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Components ??= new();
        (swaggerDoc.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>())["Problem"] = Problem();
        var responses = swaggerDoc.Components.Responses ??= new Dictionary<string, IOpenApiResponse>();
        responses["Problem"] = new OpenApiResponse { Description = Other, Content = Content(swaggerDoc, []) };
        foreach (var problems in ProblemCatalogue.All.GroupBy(problem => problem.Status).OrderBy(problems => problems.Key))
            responses[NameOf(problems.Key)] = new OpenApiResponse
            {
                Description = Meanings[problems.Key],
                Headers = Headers(problems.Key),
                Content = Content(swaggerDoc, problems)
            };
    }

    static Dictionary<string, IOpenApiHeader>? Headers(int status) =>
        status is StatusCodes.Status503ServiceUnavailable ? new() { ["Retry-After"] = ApiHeaders.Header("After how many seconds to try again.", JsonSchemaType.Integer) } : null;

    static IEnumerable<int> StatusesOf(OperationFilterContext context)
    {
        var parameters = context.ApiDescription.ParameterDescriptions;
        (bool Apply, int[] Statuses)[] rules =
        [
            (parameters.Count > 0, [400, 422]),
            (!ApiDocument.IsAnonymous(context), [401, 403]),
            (parameters.Any(parameter => parameter.Source == BindingSource.Path), [404]),
            (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<GivesReport>().Any(report => report.Formats.Count > 1), [406]),
            (parameters.Any(parameter => parameter.Source == BindingSource.Body), [408, 413, 415]),
            (context.MethodInfo.GetParameters().Any(parameter => parameter.ParameterType == typeof(Write)), [409]),
            (ApiDocument.IfMatch(context) is Precondition.Required or Precondition.Optional, [412]),
            (ApiDocument.IfMatch(context) is Precondition.Required, [428]),
            (true, [429, 500, 503])
        ];
        return rules.Where(rule => rule.Apply).SelectMany(rule => rule.Statuses).Order();
    }

    static string NameOf(int status) => $"Problem{status}";

    /// <summary>A problem, with each of its codes as an example: there may be more of them at any time, so they are no closed list.</summary>
    static Dictionary<string, IOpenApiMediaType> Content(OpenApiDocument document, IEnumerable<ProblemType> problems) => new()
    {
        ["application/problem+json"] = new OpenApiMediaType
        {
            Schema = new OpenApiSchemaReference("Problem", document),
            Examples = problems.ToDictionary(problem => problem.Code, IOpenApiExample (problem) => new OpenApiExample
            {
                Value = new JsonObject { ["type"] = problem.Type, ["title"] = problem.Sentences[0].En, ["status"] = problem.Status, ["code"] = problem.Code }
            })
        }
    };

    static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Why not (RFC 9457), in the language of Accept-Language.",
        Required = new HashSet<string> { "type", "title", "status", "code" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("Leads to its page: /problems/{code}."),
            ["title"] = Text("For people."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["code"] = Text("For programs; never changes."),
            ["traceId"] = Text("To ask about it."),
            ["currentVersion"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Description = "412: where it stands now." },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "The places to blame, where there are any.",
                Items = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["pointer"] = Text("A JSON pointer into the body, or the name of a header or parameter."),
                        ["detail"] = Text("What is wrong there.")
                    }
                }
            }
        }
    };

    static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
