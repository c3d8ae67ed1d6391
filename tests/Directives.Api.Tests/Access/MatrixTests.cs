using Directives.Api.Access;
using Directives.Domain;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Directives.Api.Tests.Access;

public class MatrixTests(App app) : IClassFixture<App>
{
    /// <summary>Red after adding an endpoint: say in <see cref="Permissions"/> who may use it, and with whose.</summary>
    [Fact]
    public async Task Every_operation_of_the_API_has_its_row_and_every_row_its_operation() =>
        Permissions.Written.Operations.Should().BeEquivalentTo(await Matrix.OperationsOf(app));

    [Fact]
    public async Task Every_role_may_do_what_is_written_down_for_it_and_nothing_else() =>
        (await Matrix.WrongRoles(app)).Should().BeEmpty();
}

/// <summary>The matrix test can fail: on a host in which one check is missing it tells exactly which.</summary>
public class RemovedCheckTests(OpenedApp app) : IClassFixture<OpenedApp>
{
    [Fact]
    public async Task A_role_that_is_let_through_is_noticed() =>
        (await Matrix.WrongRoles(app)).Should().ContainSingle().Which.Should().StartWith("POST /directives as LeadReporter: 400");
}

public sealed class OpenedApp : App
{
    protected override void Configure(IWebHostBuilder host) => host.ConfigureTestServices(services =>
        services.AddSingleton(Permissions.Written.With("POST /directives", Role.LeadReporter, Reach.Work)));
}
