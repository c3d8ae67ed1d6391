using Directives.Api.Demo;
using Directives.EventSourcing;
using Microsoft.Extensions.DependencyInjection;

namespace Directives.Api.Tests.Demo;

public class DemoLoadTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task A_load_that_is_cut_off_goes_on_where_it_stopped_and_a_complete_one_is_left_alone()
    {
        var store = app.Services.GetRequiredService<EventStore>();
        using (var cut = new CancellationTokenSource())
        {
            var loading = async () => await Load(cut.Token);
            var cutOff = loading.Should().ThrowAsync<OperationCanceledException>();
            (await store.Appended.WaitFor(300, TimeSpan.FromMinutes(1), default)).Should().BeTrue();
            await cut.CancelAsync();
            await cutOff;
        }

        (await store.Head(default)).Should().BeInRange(300, 1700);

        await Load(default);
        var complete = await store.Head(default);
        await Load(default);

        complete.Should().BeGreaterThan(1700);
        (await store.Head(default)).Should().Be(complete);

        Task Load(CancellationToken ct) => app.Services.GetRequiredService<DemoLoader>().LoadIntoEmptyStore(ct);
    }
}
