using Directives.EventSourcing.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace Directives.Api.Tests.Hosting;

public class HealthTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task An_event_that_cannot_be_projected_halts_the_read_models_and_readiness_says_where_and_why()
    {
        await app.RegisteredAgencies();
        await Eventually(200);
        await using (var poison = app.Database.Source.CreateCommand(
            """
            select es.append_one(1, null, '*DEFAULT*', gen_random_uuid(), 'directive', 0, null, null, 'test', null, null, '{}',
              array[gen_random_uuid()], array['never_heard_of']::varchar[], array['x']::varchar[], array['{}']::jsonb[])
            """))
            await poison.ExecuteNonQueryAsync();

        var answer = await Eventually(503);

        var projection = answer.Json.GetProperty("projections")[0];
        projection.GetProperty("state").GetString().Should().Be("halted");
        projection.GetProperty("position").GetInt64().Should().Be(answer.Json.GetProperty("head").GetInt64() - 1);
        projection.GetProperty("reason").GetString().Should().Contain($"{answer.Json.GetProperty("head").GetInt64()}").And.Contain("never_heard_of");
        app.Services.GetRequiredService<ProjectionRunner>().Status.State.Should().Be(ProjectionState.Halted);
    }

    async Task<Answer> Eventually(int status)
    {
        for (var attempt = 0; ; attempt++)
        {
            var answer = await app.Get("/health/ready");
            if (answer.Status == status || attempt == 200)
                return answer.Should(status);
            await Task.Delay(50);
        }
    }
}
