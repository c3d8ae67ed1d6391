using Directives.Domain;

namespace Directives.Api.Demo;

/// <summary>One step of the load.</summary>
/// <param name="Name">Unique; that of its first write.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="Role">As what.</param>
/// <param name="Run">Takes the step; says what is in its way, if anything is.</param>
/// <param name="Source">Where it is written.</param>
/// <param name="Invented">Whether it is not.</param>
sealed record LoadStep(
    string Name, DateTimeOffset At, AgencyId By, Role Role, Func<LoadStep, CancellationToken, Task<string?>> Run, string? Source = null, bool Invented = false)
{
    public Write WriteUnder(string name)
    {
        var by = new Actor("demo", Role, By);
        var metadata = Write.MetadataOf(by) with { CorrelationId = null, CausationId = $"demo/{name}" };
        if (Invented)
            metadata = metadata.With("synthetic", "true");
        if (Source is not null)
            metadata = metadata.With("source", Source);
        return new(by, Vietnam.DateAt(At), metadata, new(DemoLoader.KeyOf(name), DemoLoader.HashOf(name)), null);
    }
}
