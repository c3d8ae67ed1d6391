using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Npgsql;

namespace Directives.EventSourcing.Tests.Writing;

public sealed class MetricsTests : IAsyncLifetime, IDisposable
{
    readonly MeterListener listener = new();
    readonly ConcurrentDictionary<string, double> totals = [];
    LightStore lights = null!;

    public async Task InitializeAsync()
    {
        lights = await LightStore.Create();
        listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == lights.Store.Meter)
                listener.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();
    }

    public async Task DisposeAsync() => await lights.DisposeAsync();

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task Every_append_is_counted_by_what_became_of_it()
    {
        var (light, append) = (Guid.CreateVersion7(), Lights.Append(Guid.CreateVersion7(), 0, new Dimmed(1)).With(Guid.NewGuid()));

        await lights.Store.Append(append, default);
        await lights.Store.Append(append, default);
        await lights.Store.Append(Lights.Append(light, 7, new Dimmed(1)), default);
        await lights.Store.Append(Lights.Append(light, 0, new Dimmed(1)).With(append.Key!.Value, "another request"), default);
        await lights.Store.Awaiting(store => store.Append(Lights.Dim(light, 1) with { Metadata = new("a\0b") }, default)).Should().ThrowAsync<PostgresException>();

        foreach (var outcome in new[] { "appended", "duplicate", "conflict", "keyReused", "failed" })
            totals[$"directives.append.outcomes {outcome}"].Should().Be(1, outcome);
    }

    [Fact]
    public async Task While_the_database_holds_appends_up_the_queue_and_the_wait_can_be_seen()
    {
        await using var held = await lights.Source.OpenConnectionAsync();
        await Run(held, "select pg_advisory_lock(1163087186, 1)");
        var appends = Enumerable.Range(0, 20).Select(i => lights.Store.Append(Lights.Dim(Guid.CreateVersion7(), i), default)).ToList();

        listener.RecordObservableInstruments();
        totals["directives.append.queue.depth"].Should().BeInRange(10, 19, "one call is under way, and nearly all wait behind it");
        totals["directives.append.queue.age"].Should().BePositive();

        await Run(held, "select pg_advisory_unlock(1163087186, 1)");
        await Task.WhenAll(appends);
        totals["directives.append.batch.size"].Should().Be(20, "every append was in one call");
        totals["directives.append.lock.wait"].Should().BePositive();
        totals["directives.append.commit.duration"].Should().BePositive();
    }

    void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        totals.AddOrUpdate(tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}", value, (_, total) => total + value);

    static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
