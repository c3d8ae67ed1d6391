using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Directives.Api;

/// <summary>A part of a list, which knows where the next one begins. Implemented explicitly, so that it does not stand in the answer twice.</summary>
public interface IPage
{
    /// <summary>The parameter that asks for the next page, and its value; null on the last.</summary>
    (string Parameter, string Value)? NextPage { get; }
}

/// <summary>A page whose next one is asked for by a cursor.</summary>
public interface ICursorPage : IPage
{
    string? NextCursor { get; }

    (string Parameter, string Value)? IPage.NextPage => NextCursor is null ? null : ("cursor", NextCursor);
}

/// <summary>200 with a page, and a <c>Link</c> to the next one.</summary>
public sealed class Paged<TPage>(TPage page) : IResult, IEndpointMetadataProvider where TPage : IPage
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        Links.Next(httpContext, page);
        return TypedResults.Ok(page).ExecuteAsync(httpContext);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(TPage), ["application/json"]));
}
