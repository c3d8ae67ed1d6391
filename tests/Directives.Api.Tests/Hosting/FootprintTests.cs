namespace Directives.Api.Tests.Hosting;

public sealed class FootprintTests : IDisposable
{
    readonly DirectoryInfo home = Directory.CreateTempSubdirectory("directives-home-");

    public void Dispose() => home.Delete(recursive: true);

    [Fact]
    public async Task A_first_start_warns_of_nothing_and_leaves_nothing_but_its_data()
    {
        await using var host = new HostProcess();

        await host.Start([("HOME", home.FullName)]);

        host.Output.Should().NotContain(line => line.StartsWith("warn:", StringComparison.Ordinal) || line.StartsWith("fail:", StringComparison.Ordinal));
        home.EnumerateFileSystemInfos().Should().BeEmpty();
    }
}
