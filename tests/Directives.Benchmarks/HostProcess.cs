using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Directives.Domain;

namespace Directives.Benchmarks;

/// <summary>The program, as it is started by hand.</summary>
public sealed class HostProcess(Process process, int port) : IDisposable
{
    /// <summary>One caller asks for more here than anybody is given.</summary>
    static IEnumerable<(string Name, string Value)> Unlimited =>
        from kind in (string[])["Reads", "Writes", "Reports", "Imports"]
        from limit in (string[])["Burst", "PerSecond", "Each", "AtOnce"]
        select ($"Limits__{kind}__{limit}", "1000000");

    public int Port => port;

    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>In bytes, so far.</summary>
    public long MostResident
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    public static async Task<HostProcess> Start(string connectionString, bool timetable = true)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Directives.Api.dll")]) { RedirectStandardOutput = true };
        foreach (var (name, value) in new[] { ("ASPNETCORE_ENVIRONMENT", "Development"), ("ASPNETCORE_URLS", $"http://127.0.0.1:{port}"), ("Demo", "false"), ("Timetable", timetable ? "true" : "false"), ("Logging__LogLevel__Default", "Warning"), ("ConnectionStrings__Directives", connectionString) }.Concat(Unlimited))
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var http = new HttpClient();
        for (var until = DateTime.UtcNow.AddMinutes(1); DateTime.UtcNow < until && !process.HasExited; await Task.Delay(200))
            try
            {
                if ((await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"))).IsSuccessStatusCode)
                    return new(process, port);
            }
            catch (HttpRequestException)
            {
            }

        process.Kill();
        throw new InvalidOperationException("The host did not become ready.");
    }

    /// <summary>A token for whoever acts, by the host's own issuer.</summary>
    public async Task<string> Token(Actor by)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Accept.ParseAdd("text/plain");
        using var form = new FormUrlEncodedContent([new("role", by.Role.ToString()), new("agency", by.Agency.Value)]);
        using var response = await http.PostAsync(new Uri($"http://127.0.0.1:{port}/dev/token"), form);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
