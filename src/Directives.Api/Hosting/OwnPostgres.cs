namespace Directives.Api.Hosting;

/// <summary>
/// The PostgreSQL to use: the one named by <c>ConnectionStrings:Directives</c>, or else a private one run from the
/// machine's own binaries, which starts before and stops after everything that uses it.
/// </summary>
public static class OwnPostgres
{
    public static async Task<IAsyncDisposable?> StartUnlessGiven(ConfigurationManager configuration)
    {
        if (configuration.GetConnectionString("Directives") is { Length: > 0 })
            return null;
        await Task.Yield();
        throw new InvalidOperationException("not yet");
    }
}
