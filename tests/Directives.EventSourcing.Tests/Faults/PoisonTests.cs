using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;

namespace Directives.EventSourcing.Tests.Faults;

/// <summary>Of the appends that share a call only the one fails that cannot be stored.</summary>
public sealed class PoisonTests(LightStore lights) : IClassFixture<LightStore>, IAsyncLifetime
{
    readonly EventStore store = new(lights.Source, new(typeof(LightEvent), typeof(RawEvent)), new() { Deadline = TimeSpan.FromSeconds(5) });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await store.DisposeAsync();

    static readonly Dictionary<string, Append> poisons = new()
    {
        { "a NUL in an event", Lights.Append(Guid.CreateVersion7(), null, new Dimmed(1, "a\0b")) },
        { "a NUL in a header", Lights.Dim(Guid.CreateVersion7(), 1) with { Metadata = Lights.Tester.With("a", "b\0c") } },
        { "a NUL in the correlation", Lights.Dim(Guid.CreateVersion7(), 1) with { Metadata = new("a", "b\0c") } },
        { "half a character in an event", Lights.Append(Guid.CreateVersion7(), null, new Raw("\"\\ud800\"")) },
        { "half a character in the actor", Lights.Dim(Guid.CreateVersion7(), 1) with { Metadata = new("a\ud800b") } },
        { "half a character in the stream type", Lights.Dim(Guid.CreateVersion7(), 1) with { StreamType = "\udc00" } },
        { "no JSON", Lights.Append(Guid.CreateVersion7(), null, new Raw("{")) },
        { "too deep a nesting", Lights.Append(Guid.CreateVersion7(), null, new Raw(new string('[', 100_000) + new string(']', 100_000))) },
        { "a number too large", Lights.Append(Guid.CreateVersion7(), null, new Raw("1e200000")) }
    };

    public static TheoryData<string> Poisons => [.. poisons.Keys];

    [Theory, MemberData(nameof(Poisons))]
    public async Task What_cannot_be_stored_fails_alone(string what)
    {
        var poison = poisons[what];
        var (offender, neighbours) = await Together(poison);

        await offender.Awaiting(append => append).Should().ThrowAsync<Exception>().Where(e => e is PostgresException || e is EncoderFallbackException);
        neighbours.Should().OnlyContain(result => result.Status == AppendStatus.Appended, what);
        (await store.ReadStream(poison.Stream, default)).Should().BeEmpty();
        (await lights.Verify()).Should().Match<Verification>(v => v.FirstBad == null && v.Stray == 0);
    }

    [Fact]
    public async Task Five_megabytes_are_stored_and_hold_up_nobody()
    {
        var large = Lights.Append(Guid.CreateVersion7(), 0, new Dimmed(1, new string('đ', 5_000_000)));

        var (append, neighbours) = await Together(large);

        (await append).Status.Should().Be(AppendStatus.Appended);
        neighbours.Should().OnlyContain(result => result.Status == AppendStatus.Appended);
        (await store.ReadStream(large.Stream, default)).Single().Data.Should().Be(large.Events[0]);
        (await lights.Verify()).Should().Match<Verification>(v => v.FirstBad == null && v.Stray == 0);
    }

    /// <summary>One append in the middle of twenty, all in one call.</summary>
    async Task<(Task<AppendResult> Middle, AppendResult[] Neighbours)> Together(Append middle)
    {
        await using var connection = await lights.Source.OpenConnectionAsync();
        await using var turn = await connection.BeginTransactionAsync();
        await using (var take = new NpgsqlCommand("select es.take_turn(1)", connection))
            await take.ExecuteNonQueryAsync();

        List<Task<AppendResult>> neighbours = [.. Good(11)]; // the first goes alone
        var answer = store.Append(middle.With(Guid.NewGuid()), default);
        neighbours.AddRange(Good(10));
        await turn.RollbackAsync();
        return (answer, await Task.WhenAll(neighbours));

        IEnumerable<Task<AppendResult>> Good(int count) =>
            Enumerable.Range(0, count).Select(i => store.Append(i % 2 == 0 ? Lights.Dim(Guid.CreateVersion7(), i) : Lights.Dim(Guid.CreateVersion7(), i).With(Guid.NewGuid()), default));
    }

    [JsonDerivedType(typeof(Raw), "raw")]
    public abstract record RawEvent;

    /// <summary>An event that is stored as whatever text it holds.</summary>
    [JsonConverter(typeof(AsItIs))]
    public sealed record Raw(string Text) : RawEvent;

    public sealed class AsItIs : JsonConverter<Raw>
    {
        public override Raw Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Raw value, JsonSerializerOptions options) => writer.WriteRawValue(value.Text, skipInputValidation: true);
    }
}
