using System.Reflection;
using System.Text.Json;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Directives.Api.Hosting;

/// <summary>
/// Says of records what their constructors say: a member has to be there unless it has a default, and may be null where its type
/// is nullable, also if it is described elsewhere in the document. Only what is sent is held to the members that stand here; answers may get more.
/// </summary>
sealed class ApiSchemas : ISchemaFilter, IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var (sent, schemas) = (new HashSet<string>(), context.SchemaRepository.Schemas);
        foreach (var operation in swaggerDoc.Paths.SelectMany(path => path.Value.Operations!.Values))
            foreach (var body in operation.RequestBody?.Content?.Values ?? [])
                Follow(body.Schema);
        foreach (var (name, schema) in schemas)
            if (schema is OpenApiSchema answered && !sent.Contains(name))
                answered.AdditionalPropertiesAllowed = true;

        void Follow(IOpenApiSchema? schema)
        {
            if (schema is OpenApiSchemaReference { Reference.Id: { } name })
                schema = sent.Add(name) ? schemas[name] : null;
            if (schema is null)
                return;
            Follow(schema.Items);
            foreach (var within in (schema.Properties?.Values ?? []).Concat(schema.OneOf ?? []))
                Follow(within);
        }
    }

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { } members } record)
            return;
        foreach (var property in context.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            if (members.TryGetValue(NameOf(property), out var member) && IsNullable(property))
                members[NameOf(property)] = OrNull(member);

        foreach (var parameter in context.Type.GetConstructors() is [{ } only] ? only.GetParameters() : [])
            if (context.Type.GetProperty(parameter.Name!) is { } property && members.ContainsKey(NameOf(property)))
                if (parameter.HasDefaultValue)
                    record.Required?.Remove(NameOf(property));
                else
                    (record.Required ??= new SortedSet<string>(StringComparer.Ordinal)).Add(NameOf(property));
    }

    static IOpenApiSchema OrNull(IOpenApiSchema member) => member switch
    {
        OpenApiSchemaReference => new OpenApiSchema { OneOf = [member, new OpenApiSchema { Type = JsonSchemaType.Null }], Description = member.Description },
        OpenApiSchema { Type: { } type } known when !type.HasFlag(JsonSchemaType.Null) => With(known, type | JsonSchemaType.Null),
        _ => member
    };

    static OpenApiSchema With(OpenApiSchema schema, JsonSchemaType type)
    {
        schema.Type = type;
        return schema;
    }

    static bool IsNullable(PropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null || new NullabilityInfoContext().Create(property).ReadState is NullabilityState.Nullable;

    static string NameOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
