using System.Diagnostics;

namespace Directives.Api.Tests.Reporting.Formats;

/// <summary>A browser without a window, and what it makes of a page.</summary>
sealed class Chromium : IDisposable
{
    static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("directives-chromium-");

    /// <summary>None where it is not installed.</summary>
    public static string? Installed { get; } =
        (from name in Names from path in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator) let file = Path.Combine(path, name) where File.Exists(file) select file).FirstOrDefault();

    /// <summary>The page as a picture, as high as is asked.</summary>
    public async Task<byte[]> Picture(string html, int width, int height) => await Made(html, "page.png", $"--window-size={width},{height}", "--screenshot=");

    /// <summary>The page as it is printed.</summary>
    public async Task<byte[]> Paper(string html) => await Made(html, "page.pdf", "--no-pdf-header-footer", "--print-to-pdf=");

    /// <summary>The page after its scripts ran.</summary>
    public async Task<string> Document(string html, int width) => await Run(html, $"--window-size={width},1000", "--virtual-time-budget=5000", "--dump-dom");

    async Task<byte[]> Made(string html, string name, string how, string to)
    {
        var file = Path.Combine(folder.FullName, name);
        var said = await Run(html, how, $"{to}{file}");
        File.Exists(file).Should().BeTrue(said);
        return await File.ReadAllBytesAsync(file);
    }

    async Task<string> Run(string html, params string[] arguments)
    {
        var page = Path.Combine(folder.FullName, "page.html");
        await File.WriteAllTextAsync(page, html);
        using var browser = Process.Start(new ProcessStartInfo(Installed!)
        {
            ArgumentList = { "--headless", "--disable-gpu", "--hide-scrollbars", $"--user-data-dir={folder.FullName}/profile" },
            RedirectStandardOutput = true,
            RedirectStandardError = true
        }.With([.. Environment.IsPrivilegedProcess ? (string[])["--no-sandbox"] : [], .. arguments, $"file://{page}"]))!;
        var (said, complained) = (browser.StandardOutput.ReadToEndAsync(), browser.StandardError.ReadToEndAsync());
        await browser.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);
        browser.ExitCode.Should().Be(0, await complained);
        return await said;
    }

    public void Dispose() => folder.Delete(recursive: true);
}

static class Arguments
{
    public static ProcessStartInfo With(this ProcessStartInfo start, IEnumerable<string> arguments)
    {
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }
}

/// <summary>Skipped where Chromium is not installed.</summary>
public sealed class TheoryWithChromiumAttribute : TheoryAttribute
{
    public TheoryWithChromiumAttribute() =>
        Skip = Chromium.Installed is null ? "Chromium is not installed: there is no chromium, chromium-browser or google-chrome on the PATH." : null;
}
