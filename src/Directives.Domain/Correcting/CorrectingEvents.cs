using System.Text.Json.Serialization;
using Directives.Domain.Correcting;

namespace Directives.Domain;

[JsonDerivedType(typeof(RecordCorrected), "record_corrected")]
public abstract partial record DirectiveEvent
{
    /// <summary>Đính chính: what was recorded was wrong from the start. What was believed until now stays readable as what was known then.</summary>
    /// <param name="Correction">What is right instead.</param>
    /// <param name="Version">The event that said it wrongly, by its version in this stream.</param>
    /// <param name="Reason">How the mistake came about.</param>
    /// <param name="Reference">What shows that this is right.</param>
    /// <param name="EffectiveOn">The day the mistake was found.</param>
    public sealed record RecordCorrected(Correction Correction, long Version, string Reason, string Reference, DateOnly EffectiveOn) : DirectiveEvent;
}
