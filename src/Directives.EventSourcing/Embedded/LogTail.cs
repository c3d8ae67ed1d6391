using System.Text;

namespace Directives.EventSourcing.Embedded;

/// <summary>What was appended to a log since this object was made; of much, the end.</summary>
sealed class LogTail(string path)
{
    const int MostBytes = 4000;

    readonly long start = new FileInfo(path).Length;

    public string Read()
    {
        using var log = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Position = Math.Clamp(start, Math.Max(0, log.Length - MostBytes), log.Length);
        using var reader = new StreamReader(log, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
