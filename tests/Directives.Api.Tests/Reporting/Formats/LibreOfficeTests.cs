using System.Diagnostics;

namespace Directives.Api.Tests.Reporting.Formats;

public class LibreOfficeTests(FormatsApp app) : IClassFixture<FormatsApp>
{
    /// <summary>UTF-8, and of a workbook all sheets with their cells as they are shown. Without a window nobody is asked what a CSV file is written in.</summary>
    const string ToCsv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1", FromCsv = "Text - txt - csv (StarCalc):44,34,76,1";

    [FactWithLibreOffice]
    public async Task It_opens_the_workbook_with_Vietnamese_dates_and_formulas_intact()
    {
        var sheets = await Converted((await app.Download($"/reports/overdue.xlsx?{FormatsApp.Overdue}&lang=vi")).Should(200).Bytes, "report.xlsx");

        sheets.Keys.Should().BeEquivalentTo("report-Quá hạn theo cơ quan chủ trì.csv", "report-Danh mục nhiệm vụ quá hạn.csv", "report-Nguồn số liệu.csv");
        var list = sheets["report-Danh mục nhiệm vụ quá hạn.csv"];
        list.Should().Contain("Hoàn tất chi trả chế độ cho cán bộ nghỉ sau sắp xếp").And.Contain("30/07/2025");
        list.Should().Contain("=HYPERLINK(\"\"http://evil.example\"\"", "it is shown and not run");
    }

    [FactWithLibreOffice]
    public async Task It_opens_the_CSV_with_Vietnamese_intact_and_runs_nothing()
    {
        var sheet = (await Converted((await app.Download($"/reports/overdue.csv?{FormatsApp.Overdue}&lang=vi")).Should(200).Bytes, "report.csv")).Values.Single();

        sheet.Should().Contain("Hoàn tất chi trả chế độ cho cán bộ nghỉ sau sắp xếp").And.Contain("'=HYPERLINK(");
    }

    static async Task<Dictionary<string, string>> Converted(byte[] bytes, string name)
    {
        var folder = Directory.CreateTempSubdirectory("directives-libreoffice-");
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), bytes);
            var to = folder.CreateSubdirectory("converted").FullName;
            using var office = Process.Start(new ProcessStartInfo("soffice")
            {
                ArgumentList =
                {
                    "--headless", $"-env:UserInstallation=file://{folder.FullName}/profile", name.EndsWith(".csv", StringComparison.Ordinal) ? $"--infilter={FromCsv}" : "--nologo",
                    "--convert-to", ToCsv, "--outdir", to, Path.Combine(folder.FullName, name)
                },
                RedirectStandardOutput = true,
                RedirectStandardError = true
            })!;
            var said = office.StandardOutput.ReadToEndAsync();
            var complained = office.StandardError.ReadToEndAsync();
            await office.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);
            var files = Directory.GetFiles(to);
            files.Should().NotBeEmpty(await said + await complained);
            return files.ToDictionary(file => Path.GetFileName(file)!, File.ReadAllText);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>Skipped where LibreOffice is not installed.</summary>
public sealed class FactWithLibreOfficeAttribute : FactAttribute
{
    public FactWithLibreOfficeAttribute()
    {
        var installed = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "soffice")));
        Skip = installed ? null : "LibreOffice is not installed: there is no soffice on the PATH.";
    }
}
