using System.Net;
using System.Net.Sockets;

namespace Directives.Api.Tests.Webhooks;

/// <summary>Answers 200 and goes on talking, on a bare socket: whatever is written to one that nobody reads has to wait.</summary>
public sealed class EndlessReceiver : IDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new();
    readonly Task<int> work;
    long written;

    public EndlessReceiver()
    {
        listener.Start();
        work = Task.Run(Work);
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";

    public long Written => Interlocked.Read(ref written);

    /// <summary>How many requests there were.</summary>
    public async Task<int> Stop()
    {
        await stop.CancelAsync();
        return await work;
    }

    async Task<int> Work()
    {
        for (var requests = 0; ; requests++)
            try
            {
                using var socket = await listener.AcceptSocketAsync(stop.Token);
                await socket.ReceiveAsync(new byte[64 * 1024], stop.Token);
                await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n"u8.ToArray(), stop.Token);
                while (true)
                    Interlocked.Add(ref written, await socket.SendAsync(new byte[8192], stop.Token));
            }
            catch (SocketException)
            {
            }
            catch (OperationCanceledException)
            {
                return requests;
            }
    }

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
    }
}
