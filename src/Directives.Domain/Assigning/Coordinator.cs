namespace Directives.Domain.Assigning;

/// <summary>An agency that helps, and how long it did.</summary>
/// <param name="Agency">The agency.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The first day it no longer does; null while it does.</param>
public sealed record Coordinator(AgencyId Agency, DateOnly From, DateOnly? Until = null);
