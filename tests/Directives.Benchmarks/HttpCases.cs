using System.Net;
using System.Net.Sockets;
using System.Text;
using Directives.Api;
using Directives.Domain;
using Directives.EventSourcing;
using Npgsql;

namespace Directives.Benchmarks;

/// <summary>Progress reports to the real program in a process of its own, over keep-alive connections, beside our own raw appends.</summary>
public sealed class HttpCases(string connectionString, EventStore store, AppendCases cases, DatabaseTime time, TimeSpan each)
{
    const int Directives = 640;

    /// <summary>The program runs for months, but its code is compiled in the first half minute.</summary>
    const int WarmUps = 5;

    readonly (Guid Directive, Guid Assignment)[] assignments = [.. Enumerable.Range(0, Directives).Select(_ => (Guid.CreateVersion7(), Guid.CreateVersion7()))];

    public async Task Report(int connections)
    {
        var own = await Fill();
        using var host = await HostProcess.Start(own);
        var token = await host.Token(By);
        var share = Math.Max(1, Directives / connections);
        var places = new int[connections];
        var callers = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Caller.Connect(host.Port, token)));

        var mine = Enumerable.Range(0, Directives).Select(_ => Guid.CreateVersion7()).ToArray();
        for (var i = 0; i < WarmUps; i++)
            await Reports();
        await cases.Compare($"progress reports through HTTP, {connections} connections", [
            ("ours", Reports),
            // An event more in a stream that is there, under a key that a client made up: what a report comes to.
            ("raw", () => Measure.Loop(connections, each, time, async caller =>
                (await store.Append(Append(mine[caller * share + places[caller]++ % share], AppendCases.Key() with { Value = Guid.NewGuid() }), default)).Events)),
            // The least an append can be: its rows and index entries all come last.
            ("new", () => Measure.Loop(connections, each, time, async caller =>
                (await store.Append(Append(Guid.CreateVersion7(), AppendCases.Key()), default)).Events))]);

        foreach (var caller in callers)
            caller.Dispose();

        async Task<Run> Reports()
        {
            var run = await Measure.Loop(connections, each, time, async caller =>
            {
                var (directive, assignment) = Next(caller);
                return await callers[caller].Report(directive, assignment) is 201 ? 1 : throw new InvalidOperationException("A report was not accepted.");
            }, () => host.ProcessorTime);
            await CaughtUp(own);
            return run;
        }

        static Append Append(Guid stream, IdempotencyKey key) => new(stream, "bench", null, [BenchmarkEvent.Sample()], Write.MetadataOf(By), key);

        (Guid, Guid) Next(int caller) => assignments[caller * share + places[caller]++ % share];
    }

    /// <summary>Until the read models have every report: what they still have to do is not for the next contender to carry.</summary>
    static async Task CaughtUp(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var behind = source.CreateCommand("select (select max(last_seq) from es.ledger) > min(last_seq_id) from es.mt_event_progression");
        while (await behind.ExecuteScalarAsync() is true)
            await Task.Delay(20);
    }

    static readonly Actor By = new("somebody", Role.LeadReporter, new("bo-tai-chinh"));

    /// <summary>A database of the host's own, with one task and one assignment in each directive.</summary>
    async Task<string> Fill()
    {
        var own = new NpgsqlConnectionStringBuilder(connectionString) { Database = "http" }.ConnectionString;
        await using (var server = NpgsqlDataSource.Create(connectionString))
            await Sql.Run(server, "create database http");
        await using var database = NpgsqlDataSource.Create(own);
        await Migrations.Apply(database, default);
        await using var filled = new EventStore(database, new(typeof(DirectiveEvent)));
        await filled.Append(
            [.. assignments.Select(pair => new Append(pair.Directive, "directive", 0, BigDirective.Opening(pair.Directive, [(Guid.CreateVersion7(), [(pair.Assignment, By.Agency)])]), Write.MetadataOf(By)))], default);
        return own;
    }

    /// <summary>A connection that costs next to nothing on this side, so that the measured cores belong to the program.</summary>
    sealed class Caller(Socket socket, string token) : IDisposable
    {
        static readonly byte[] body = Encoding.UTF8.GetBytes($$"""{"text":"{{BenchmarkEvent.Sample().Text}}","percent":50}""");

        readonly byte[] buffer = new byte[16_384];

        public static async Task<Caller> Connect(int port, string token)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return new(socket, token);
        }

        public async Task<int> Report(Guid directive, Guid assignment)
        {
            var head = Encoding.ASCII.GetBytes(
                $"POST /directives/{directive}/assignments/{assignment}/progress-reports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n" +
                $"Idempotency-Key: {Guid.NewGuid()}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
            await socket.SendAsync(new ArraySegment<byte>[] { head, body });
            for (var read = 0; ;)
            {
                read += await socket.ReceiveAsync(buffer.AsMemory(read));
                if (Complete(buffer.AsSpan(0, read)))
                    return int.Parse(buffer.AsSpan(9, 3));
            }
        }

        /// <summary>True when the answer is there to its end, with a length or in chunks.</summary>
        static bool Complete(ReadOnlySpan<byte> answer)
        {
            var head = answer.IndexOf("\r\n\r\n"u8);
            if (head < 0)
                return false;
            var length = answer[..head].IndexOf("Content-Length: "u8);
            if (length < 0)
                return answer.EndsWith("0\r\n\r\n"u8);
            var digits = answer[(length + 16)..head];
            return answer.Length >= head + 4 + int.Parse(digits.IndexOf("\r\n"u8) is >= 0 and var end ? digits[..end] : digits);
        }

        public void Dispose() => socket.Dispose();
    }
}
