using System.Text.RegularExpressions;
using Directives.Api.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Directives.Api.Hosting;

/// <summary>The OpenAPI document at <c>/swagger/v1/swagger.json</c>, and a page to try it on at <c>/swagger</c>.</summary>
public static partial class ApiDocument
{
    public const string Path = "/swagger/v1/swagger.json";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services
        .AddEndpointsApiExplorer()
        .AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc("v1", new()
            {
                Title = "Directives",
                Version = "v1",
                Description = "Follows government directives to their end. Dates are days in Asia/Ho_Chi_Minh, instants are UTC. Errors are RFC 9457 problems in the language of Accept-Language (vi or en); all are listed at /problems."
            });
            swagger.AddSecurityDefinition("token", new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "A token of the identity provider that says role, agency and sub. A host in Development gives them itself: POST /dev/token with the form role=LeadReporter&agency=bo-tai-chinh."
            });
            swagger.AddSecurityRequirement(document => new() { [new OpenApiSecuritySchemeReference("token", document)] = [] });
            swagger.SupportNonNullableReferenceTypes();
            swagger.NonNullableReferenceTypesAsRequired();
            swagger.IncludeXmlComments(typeof(ApiDocument).Assembly);
            swagger.IncludeXmlComments(typeof(Domain.Directive).Assembly);
            swagger.MapType<Domain.DirectiveId>(Uuid);
            swagger.MapType<Domain.TaskId>(Uuid);
            swagger.MapType<Domain.AssignmentId>(Uuid);
            swagger.MapType<Domain.AgencyId>(() => new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[a-z][a-z0-9-]{1,39}$", Examples = ["bo-tai-chinh"] });
            swagger.MapType<Domain.Deadlines.CalendarPeriod>(() => new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "A day (2025-07-31), month (2025-03), quarter (2025-Q2) or year (2025).",
                Examples = ["2025-07-31"]
            });
            swagger.MapType<QueryDay>(() => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" });
            swagger.MapType<QueryInstant>(() => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" });
            swagger.CustomOperationIds(OperationId);
            swagger.SchemaFilter<ApiSchemas>();
            swagger.OperationFilter<WriteHeaders>();
            swagger.OperationFilter<ApiHeaders>();
            swagger.OperationFilter<ApiReports>();
            swagger.OperationFilter<ApiExamples>();
            swagger.OperationFilter<ApiProblems>();
            swagger.DocumentFilter<ApiProblems>();
            swagger.DocumentFilter<ApiSchemas>();
            swagger.ParameterFilter<Addresses>();
        });

    public static void UseApiDocument(this WebApplication app)
    {
        app.UseSwagger(swagger => swagger.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1);
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/swagger"), page => page.Use((http, next) =>
        {
            http.Response.Headers.ContentSecurityPolicy = PagePolicy;
            return next(http);
        }));
        app.UseSwaggerUI(page => page.DocumentTitle = "Directives");
    }

    /// <summary>The page runs its own scripts, asks this host, and has its styles and pictures inside.</summary>
    const string PagePolicy = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Whether a write is refused when what the caller has seen has changed, or is not said.</summary>
    internal static Precondition IfMatch(OperationFilterContext context) =>
        Permissions.Written.IfMatch(Permissions.OperationOf(context.ApiDescription.HttpMethod!, context.ApiDescription.RelativePath!));

    /// <summary>Whether anybody may ask, without a token.</summary>
    internal static bool IsAnonymous(OperationFilterContext context) => context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any();

    /// <summary>What generated clients call an operation, such as <c>postDirectivesTasks</c>: its address without what it takes on the way.</summary>
    static string OperationId(ApiDescription operation)
    {
        var (method, name) = (operation.HttpMethod!, Within().Replace(Permissions.OperationOf(operation.HttpMethod!, operation.RelativePath!), ""));
        return method.ToLowerInvariant() + Initial().Replace(name[method.Length..], initial => initial.Groups[1].Value.ToUpperInvariant());
    }

    [GeneratedRegex(@"\{\w+\}/")]
    private static partial Regex Within();

    [GeneratedRegex(@"\W+(\w?)")]
    private static partial Regex Initial();

    static OpenApiSchema Uuid() => new() { Type = JsonSchemaType.String, Format = "uuid" };

    /// <summary>An enum or a day in an address is the same as in a body, and what may be repeated may be left out.</summary>
    sealed class Addresses : IParameterFilter
    {
        public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
        {
            // What parses itself is a mere text to the framework's description.
            var type = context.PropertyInfo?.PropertyType ?? context.ParameterInfo?.ParameterType;
            if (parameter is not OpenApiParameter { In: ParameterLocation.Query or ParameterLocation.Path } asked || type is null)
                return;
            asked.Required &= !type.IsArray;
            type = Nullable.GetUnderlyingType(type) ?? type;
            var choice = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Choice<>);
            if (choice && asked.Schema is OpenApiSchemaReference { Reference.Id: { } wrapper })
                context.SchemaRepository.Schemas.Remove(wrapper);
            if (choice || type == typeof(QueryDay) || type == typeof(QueryInstant))
                asked.Schema = context.SchemaGenerator.GenerateSchema(choice ? type.GetGenericArguments()[0] : type, context.SchemaRepository);
        }
    }

    /// <summary>Documents what every write takes in its headers, and who needs no token.</summary>
    sealed class WriteHeaders : IOperationFilter
    {
        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            operation.Parameters ??= [];
            if (context.MethodInfo.GetParameters().Any(parameter => parameter.ParameterType == typeof(Write)))
            {
                Header("Idempotency-Key", true, "Makes the request safe to repeat: the same key and body always get the first answer.");
                var ifMatch = IfMatch(context);
                if (ifMatch is Precondition.Required or Precondition.Optional)
                    Header(
                        "If-Match", ifMatch is Precondition.Required,
                        "The ETag you have seen, or several, or * for whatever it is; if it has changed since, the answer is 412 with the current version.", "*");
            }

            if (IsAnonymous(context))
                operation.Security = [];

            void Header(string name, bool required, string description, string? example = null) => operation.Parameters!.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Required = required,
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = example
            });
        }
    }
}
