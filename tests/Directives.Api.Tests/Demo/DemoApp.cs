namespace Directives.Api.Tests.Demo;

/// <summary>The host with the demo loaded, shared by tests that only read.</summary>
public sealed class DemoApp : App
{
    protected override bool Demo => true;
}
