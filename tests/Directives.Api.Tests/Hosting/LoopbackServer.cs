using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Directives.Api.Tests.Hosting;

/// <summary>Whoever else the program talks to: a server of this machine, that says nothing.</summary>
static class LoopbackServer
{
    /// <param name="port">Any that is free if 0.</param>
    public static WebApplicationBuilder Builder(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        return builder;
    }
}
