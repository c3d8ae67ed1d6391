using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Directives.EventSourcing.Tests.Faults;

/// <summary>Where in an append call the connection is cut.</summary>
public enum Cut { Nowhere, BeforeItIsSent, AfterItWasSent, BeforeTheReply, InTheReply }

/// <summary>
/// Stands between a store and its server, reads the messages that pass, and cuts the connection at an append call when it
/// is told to. The only statements a store calls by name are those that append.
/// </summary>
sealed class CuttingProxy : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource closing = new();
    readonly UnixDomainSocketEndPoint server;
    readonly Func<Cut> next;
    readonly Task accepting;
    int calls, cuts, open;

    /// <param name="connectionString">A server on a unix socket, as the embedded one is.</param>
    /// <param name="next">Asked at every append call; one at a time.</param>
    public CuttingProxy(string connectionString, Func<Cut> next)
    {
        this.next = next;
        var direct = new NpgsqlConnectionStringBuilder(connectionString);
        server = new($"{direct.Host}/.s.PGSQL.{direct.Port}");
        listener.Start();
        accepting = Accept();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            ApplicationName = "through the proxy"
        }.ConnectionString;
    }

    public string ConnectionString { get; }

    /// <summary>How many append calls were sent on to the server.</summary>
    public int Calls => calls;

    public int Cuts => cuts;

    /// <summary>How many connections stand.</summary>
    public int Open => open;

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await accepting;
        closing.Dispose();
    }

    async Task Accept()
    {
        var links = new List<Task>();
        try
        {
            while (true)
                links.Add(Connect(await listener.AcceptTcpClientAsync(closing.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(links);
        }
    }

    async Task Connect(TcpClient client)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (client)
        {
            Interlocked.Increment(ref open);
            try
            {
                await socket.ConnectAsync(server, closing.Token);
                var link = new Link(client.GetStream(), new(socket, ownsSocket: false));
                // Whichever side ends first ends the other.
                await await Task.WhenAny(FromClient(link), FromServer(link));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
            }
            finally
            {
                Interlocked.Decrement(ref open);
            }
        }
    }

    async Task FromClient(Link link)
    {
        await link.Server.WriteAsync(await Message(link.Client, header: 0), closing.Token);
        while (await Message(link.Client, header: 1) is { Length: > 0 } message)
        {
            if (message[0] == 'B' && message[6] != 0) // of a named statement
            {
                lock (next)
                    link.Cut = next();
                if (link.Cut is not Cut.Nowhere)
                    Interlocked.Increment(ref cuts);
                if (link.Cut is Cut.BeforeItIsSent)
                    return;
                Interlocked.Increment(ref calls);
            }

            await link.Server.WriteAsync(message, closing.Token);
            if (message[0] == 'S' && link.Cut is Cut.AfterItWasSent)
                return;
        }
    }

    async Task FromServer(Link link)
    {
        var reply = new MemoryStream();
        while (await Message(link.Server, header: 1) is { Length: > 0 } message)
        {
            var cut = link.Cut;
            if (cut is Cut.Nowhere)
            {
                await link.Client.WriteAsync(message, closing.Token);
                continue;
            }

            reply.Write(message);
            if (message[0] != 'Z') // ready for the next query: the reply is complete
                continue;
            if (cut is Cut.InTheReply)
                await link.Client.WriteAsync(reply.ToArray().AsMemory(0, (int)reply.Length / 2), closing.Token);
            if (cut is not Cut.AfterItWasSent)
                return;
        }
    }

    /// <summary>The next message with its type, if it has one, and its length; empty at the end.</summary>
    async Task<byte[]> Message(NetworkStream from, int header)
    {
        var start = new byte[header + 4];
        if (await from.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, closing.Token) < start.Length)
            return [];
        var message = new byte[header + BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(header))];
        start.CopyTo(message, 0);
        await from.ReadExactlyAsync(message.AsMemory(start.Length), closing.Token);
        return message;
    }

    sealed class Link(NetworkStream client, NetworkStream server)
    {
        public NetworkStream Client { get; } = client;

        public NetworkStream Server { get; } = server;

        public volatile Cut Cut;
    }
}
