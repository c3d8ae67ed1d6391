using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Npgsql;

namespace Directives.Api.Tests.Hosting;

/// <summary>The real program as a process of its own, on a PostgreSQL of its own, to be killed.</summary>
public sealed partial class HostProcess : IAsyncDisposable
{
    readonly string folder = Path.Combine("/tmp", $"directives-host-{Guid.NewGuid():n}"[..26]);
    readonly HttpClient http = new(new Tokens { InnerHandler = new HttpClientHandler() }) { Timeout = TimeSpan.FromSeconds(30) };
    Process? process;

    readonly List<string> output = [];

    /// <summary>Every line it has written so far.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (output)
                return [.. output];
        }
    }

    /// <summary>Starts it, with settings that differ from those of Development, and waits until it is ready.</summary>
    public async Task Start(params IEnumerable<(string Name, string Value)> settings)
    {
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process = new() { StartInfo = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Directives.Api.dll")]) { RedirectStandardOutput = true, RedirectStandardError = true } };
        foreach (var (name, value) in new[] { ("ASPNETCORE_ENVIRONMENT", "Development"), ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("Demo", "false"), ("Postgres__DataDirectory", folder) }.Concat(settings))
            process.StartInfo.Environment[name] = value;
        process.StartInfo.Environment.Remove("ConnectionStrings__Directives");
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        await Task.WhenAny(listening.Task, process.WaitForExitAsync()).WaitAsync(TimeSpan.FromMinutes(2));
        if (!listening.Task.IsCompleted)
            throw new InvalidOperationException($"The host did not start:\n{string.Join('\n', Output)}");
        Address = await listening.Task;
        await Until(async () => (await http.GetAsync(new Uri(Address, "/health/ready"))).IsSuccessStatusCode);

        void Read(string? line)
        {
            if (line is null)
                return;
            lock (output)
                output.Add(line);
            if (Listening().Match(line) is { Success: true } match)
                listening.TrySetResult(new(match.Groups[1].Value));
        }
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>Where its PostgreSQL keeps its data.</summary>
    public string Folder => folder;

    public int Postmaster => int.Parse(File.ReadLines(Path.Combine(folder, "cluster", "postmaster.pid")).First());

    /// <summary>Runs a query on its database.</summary>
    public async Task<object?> Query(string sql)
    {
        await using var database = NpgsqlDataSource.Create($"Host={Path.Combine(folder, "socket")};Username=directives;Database=directives;Pooling=false");
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>A POST; the answer, or null when there was none.</summary>
    public async Task<Answer?> Post(string path, object body, string agency, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, path)) { Content = JsonContent.Create(body) };
        request.As(Callers.RoleFor(request), agency);
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var response = await http.SendAsync(request);
            return new((int)response.StatusCode, response.Headers.ETag?.Tag, response.Headers.Location?.ToString(), await response.Content.ReadAsStringAsync(), null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }

    public async Task<Answer> Get(string path)
    {
        using var response = await http.GetAsync(new Uri(Address, path));
        return new((int)response.StatusCode, null, null, await response.Content.ReadAsStringAsync(), null);
    }

    /// <summary>Awaits a condition; a minute is far more than any of them takes.</summary>
    public static async Task Until(Func<Task<bool>> condition)
    {
        using var minute = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                if (await condition())
                    return;
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
            }

            await Task.Delay(50, minute.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            using var stop = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        http.Dispose();
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex(@"Now listening on: (http://[\w.:]+)")]
    private static partial Regex Listening();
}
