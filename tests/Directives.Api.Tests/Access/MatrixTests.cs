using Directives.Api.Access;
using Directives.Api.Hosting;
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

    /// <summary>Red after adding a write: say in <see cref="Permissions"/> whether it needs the version that the caller has seen.</summary>
    [Fact]
    public void Every_write_says_what_becomes_of_If_Match_and_no_read_does() =>
        Permissions.Written.Operations.Where(operation => operation.StartsWith("POST ", StringComparison.Ordinal) == Permissions.Written.IfMatch(operation) is Precondition.None)
            .Should().BeEmpty();

    [Fact]
    public async Task Every_role_may_do_what_is_written_down_for_it_and_nothing_else() =>
        (await Matrix.WrongRoles(app)).Should().BeEmpty();

    [Fact]
    public async Task What_is_none_of_a_callers_business_does_not_exist_and_is_told_nowhere() =>
        (await Matrix.WrongWorks(app, await Works.In(app))).Should().BeEmpty();
}

/// <summary>The matrix can fail: on a host in which one check is missing it tells exactly which.</summary>
public class RemovedCheckTests(OpenedApp app) : IClassFixture<OpenedApp>
{
    [Fact]
    public async Task A_role_that_is_let_through_is_noticed() =>
        (await Matrix.WrongRoles(app)).Should().ContainSingle().Which.Should().StartWith($"{OpenedApp.ToAll} as LeadReporter: 400");

    [Fact]
    public async Task A_look_at_others_work_is_noticed_and_so_is_a_wall_that_is_gone()
    {
        var works = await Works.In(app);
        var wrong = await Matrix.WrongWorks(app, works);
        wrong.Should().NotBeEmpty().And.OnlyContain(leak => leak.StartsWith($"{OpenedApp.ToStrangers} as Caller {{ Role = LeadReporter", StringComparison.Ordinal));

        await using (var open = app.Database.Source.CreateCommand($"alter table {Services.Tracking.Schema}.standing disable row level security"))
            await open.ExecuteNonQueryAsync();

        (await Matrix.WrongWorks(app, works)).Except(wrong).Should().Contain(leak =>
            leak.StartsWith("GET /reports/overdue as ", StringComparison.Ordinal) && leak.Contains(" counts 4 instead of 1", StringComparison.Ordinal));
    }
}

public sealed class OpenedApp : App
{
    public const string ToAll = "POST /directives", ToStrangers = "GET /directives/{directive}/assignments/{assignment}/evidence";

    protected override void Configure(IWebHostBuilder host) => host.ConfigureTestServices(services => services.AddSingleton(
        Permissions.Written.With(ToAll, Role.LeadReporter, Reach.Work).With(ToStrangers, Role.LeadReporter, Reach.Everything)));
}
