namespace Directives.Api.Hosting;

/// <summary>The OpenAPI document at <c>/swagger/v1/swagger.json</c>, and a page to try it on at <c>/swagger</c>.</summary>
public static class ApiDocument
{
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services
        .AddEndpointsApiExplorer()
        .AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc("v1", new() { Title = "Directives", Version = "v1" });
            swagger.IncludeXmlComments(typeof(ApiDocument).Assembly);
        });

    public static void UseApiDocument(this WebApplication app)
    {
        app.UseSwagger();
        app.UseSwaggerUI(page => page.DocumentTitle = "Directives");
    }
}
