using System.Text.Json.Nodes;
using Directives.Api.Demo;
using Directives.Domain;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Directives.Api.Hosting;

/// <summary>Shows every call with an example from the demo, so that it can be tried out as it stands where the demo is loaded.</summary>
sealed class ApiExamples : IOperationFilter
{
    /// <summary>As whom the example can be sent: the form to send to <c>/dev/token</c>.</summary>
    internal const string CallerName = "x-example-caller";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var json = operation.RequestBody?.Content?.TryGetValue("application/json", out var content) is true ? content as OpenApiMediaType : null;
        var body = context.ApiDescription.ParameterDescriptions.FirstOrDefault(parameter => parameter.Source == BindingSource.Body)?.Type;
        if ((json is null ? DemoExample.Others : DemoExample.All.GetValueOrDefault(body!.Name)) is not { } example)
            return;

        json?.Example = example.Body;
        if (json is not null)
            operation.AddExtension(CallerName, new JsonNodeExtension(new JsonObject { ["role"] = example.Role.ToString(), ["agency"] = example.By.Value }));
        var ids = context.MethodInfo.GetParameters().Where(parameter => parameter.ParameterType == typeof(Guid) || parameter.ParameterType == typeof(AgencyId) || parameter.ParameterType == typeof(QueryDay)).Select(parameter => parameter.Name);
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            parameter.Example = parameter switch
            {
                { In: ParameterLocation.Path, Name: { } id } when ids.Contains(id) => example.Named(id),
                _ => parameter.Example
            };
    }
}
