using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Directives.EventSourcing;
using Directives.EventSourcing.Files;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Directives.Api.Importing;

/// <summary>
/// The imports this host is at, long ones one at a time, and those that are through. That one began and how it ended is recorded,
/// with the files it came from and led to; how far it is, only this host knows, and of dry runs nothing else does.
/// </summary>
public sealed class ImportRuns(
    Importer importer, EventStore store, FileStore files, IHostApplicationLifetime host, IOptions<JsonOptions> json, ILogger<ImportRuns> logger) : IDisposable
{
    /// <summary>How many long ones may be under way, nearly all of them waiting with their rows in memory.</summary>
    const int MostLong = 10;

    /// <summary>How many dry runs are kept for whoever asks for their result.</summary>
    const int DryRunsKept = 20;

    readonly ConcurrentDictionary<Guid, ImportRun> runs = [];
    readonly ConcurrentQueue<Guid> dryRuns = [];
    readonly SemaphoreSlim turn = new(1);

    /// <summary>Begins an import, or finds the one that the same request began before.</summary>
    /// <param name="request">What is to be entered.</param>
    /// <param name="write">By whom and under which key.</param>
    /// <param name="source">What was sent.</param>
    /// <param name="mediaType">As what.</param>
    /// <param name="ct">Cancels until it has begun.</param>
    public async Task<(Task<ImportReport> Done, ImportReport Now, HttpRefusal? Problem)> Begin(
        ImportRequest request, Write write, byte[] source, string mediaType, CancellationToken ct)
    {
        // What stands in the address belongs to the request as much as what stands in the body.
        var address = Encoding.UTF8.GetBytes($"{request.Mode}/{request.Rows[0].Kind}");
        write = write with { Key = new(write.Key!.Value, SHA256.HashData([.. write.Key.RequestHash, .. address])) };
        var id = request.DryRun ? Guid.CreateVersion7() : write.NewId("import");
        if (runs.TryGetValue(id, out var under) && (await store.Find(write.Key, ct))?.Status is not AppendStatus.KeyReused)
            return (under.Done, under.Report, null);
        if (request.IsLong && runs.Values.Count(run => run.Request.IsLong && run.IsUnderWay) >= MostLong)
            return (null!, null!, ImportRefusals.TooManyImports);
        if (!request.DryRun)
        {
            var kept = await files.Store(new MemoryStream(source), mediaType, null, ct);
            var began = new ImportStarted(id, request.Mode, request.Rows.Count, kept.File!.Sha256);
            var status = (await store.Append(new Append(id, "import", 0, [began], write.Metadata, write.Key), ct)).Status;
            if (status is AppendStatus.KeyReused or AppendStatus.Overloaded)
                return (null!, null!, status is AppendStatus.KeyReused ? HttpRefusals.KeyReused : HttpRefusals.Busy);
            if (status is AppendStatus.Duplicate && await Recorded(id, ct) is { Status: ImportStatus.Finished } report && !report.RefusedWhole())
                return (Task.FromResult(report), report, null);
        }

        var run = runs.GetOrAdd(id, _ => new(id, request));
        run.Start(() => Run(run, write));
        return (run.Done, run.Report, null);
    }

    /// <summary>How an import stands; null when there is none.</summary>
    public async Task<ImportReport?> Find(Guid id, CancellationToken ct) => runs.TryGetValue(id, out var run) ? run.Report : await Recorded(id, ct);

    public void Dispose() => turn.Dispose();

    async Task<ImportReport> Run(ImportRun run, Write write)
    {
        var kept = false;
        try
        {
            if (run.Request.IsLong)
                await turn.WaitAsync(host.ApplicationStopping);
            try
            {
                var results = await importer.Run(run.Request, row => Importer.RowOf(write, run.Id, row), run.Decide, host.ApplicationStopping);
                var report = run.Report with { Status = ImportStatus.Finished, Decided = results.Count, Counts = ImportCounts.Of(results), Results = results };
                if (run.Request.DryRun)
                    kept = Keep(run.Id);
                else
                    await Record(report, write);
                return report;
            }
            finally
            {
                if (run.Request.IsLong)
                    turn.Release();
            }
        }
        catch (OperationCanceledException) when (host.ApplicationStopping.IsCancellationRequested)
        {
            return run.Report with { Status = ImportStatus.Interrupted };
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "Import {Import} was cut off", run.Id);
            throw;
        }
        finally
        {
            if (!kept)
                runs.TryRemove(new(run.Id, run));
        }
    }

    async Task Record(ImportReport report, Write write)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(report, json.Value.SerializerOptions);
        var kept = await files.Store(new MemoryStream(content), "application/json", null, default);
        var ended = new ImportFinished(report.Import, report.Counts.Recorded, report.Counts.AlreadyRecorded, report.Counts.Refused, kept.File!.Sha256);
        await store.Append(new Append(report.Import, "import", null, [ended], write.Metadata), default);
    }

    async Task<ImportReport?> Recorded(Guid id, CancellationToken ct)
    {
        if (await store.ReadStream(id, ct) is not [{ Data: ImportStarted began }, ..] events)
            return null;
        if (events[^1].Data is not ImportFinished ended || await files.Find(ended.Report, ct) is not { } report)
            return new(id, ImportStatus.Interrupted, false, began.Mode, began.Rows, 0, new(0, 0, 0, 0), []);
        await using var content = files.Open(report);
        return await JsonSerializer.DeserializeAsync<ImportReport>(content, json.Value.SerializerOptions, ct);
    }

    bool Keep(Guid dryRun)
    {
        dryRuns.Enqueue(dryRun);
        while (dryRuns.Count > DryRunsKept && dryRuns.TryDequeue(out var oldest))
            runs.TryRemove(oldest, out _);
        return true;
    }
}

/// <summary>An import under way on this host.</summary>
sealed class ImportRun(Guid id, ImportRequest request)
{
    readonly Lock gate = new();
    Task<ImportReport>? done;
    volatile int decided;

    public Guid Id => id;

    public ImportRequest Request => request;

    public Task<ImportReport> Done => done!;

    public bool IsUnderWay => done is not { IsCompleted: true };

    public ImportReport Report => done is { IsCompletedSuccessfully: true }
        ? done.Result
        : new(id, ImportStatus.Running, request.DryRun, request.Mode, request.Rows.Count, decided, new(0, 0, 0, 0), []);

    public void Decide(int count) => decided = count;

    /// <summary>Once, whoever comes first.</summary>
    public void Start(Func<Task<ImportReport>> run)
    {
        lock (gate)
            done ??= Task.Run(run);
    }
}
