using System.Reflection;

namespace Directives.Domain.Tests;

/// <summary>Refusals are part of the interface: programs branch on their codes.</summary>
public class RefusalsTests
{
    /// <summary>Never changed and never removed once published. Each is provoked by a test of its feature.</summary>
    static readonly string[] Published =
    [
        "no-such-agency", "unknown-agency", "agency-already-registered", "agency-own-parent", "agency-below-itself", "no-more-districts", "official-code-malformed",
        "agency-has-that-name", "agency-has-that-parent", "agency-has-that-official-code", "head-in-post", "head-not-in-post",
        "agency-into-itself", "split-into-several", "successor-not-a-part", "agency-own-successor", "agency-ended", "agency-not-in-existence", "before-the-agency", "more-than-a-year-ahead",
        "already-issued", "number-not-available", "number-required", "issuer-required", "issuer-twice", "link-to-itself", "link-twice",
        "number-of-another-type", "secrecy-too-high", "already-received", "already-amended", "amends-itself", "superseded-in-a-circle",
        "end-before-start", "task-code-taken", "task-id-taken", "task-reads-so-already", "target-stands-already",
        "task-restates", "restates-itself", "unknown-task", "original-restates", "original-ended", "task-is-original", "lead-not-in-original",
        "deadline-after-parents",
        "lead-required", "lead-twice", "lead-coordinates", "already-assigned", "coordinator-twice", "assignment-id-taken",
        "leads-or-group", "group-count-differs", "already-accepted", "returned", "proposes-itself", "decides-own-return", "nothing-returned",
        "already-coordinates", "does-not-coordinate", "head-already-named", "transferred-by-lead", "transfer-to-itself", "merge-into-another-task", "merge-into-closed",
        "deadline-already-set", "deadline-period-required", "deadline-bound-required", "deadline-period-out-of-place", "deadline-bound-out-of-place",
        "deadline-early-in-a-day", "deadline-reference-required", "deadline-no-such-policy", "deadline-before-task",
        "deadline-follows-out-of-place", "deadline-follows-itself", "deadline-follows-nothing", "no-deadline-to-clarify", "deadline-already-clear", "task-not-suspended",
        "extension-already-requested", "no-extension-requested", "no-extension-offered", "extension-no-counter", "extension-without-deadline", "extension-not-later",
        "decides-own-extension",
        "not-the-lead", "already-started", "completion-already-reported", "percent-out-of-range",
        "evidence-required", "evidence-from-the-future", "not-a-digest", "not-a-media-type",
        "no-numeric-target", "reached-below-zero", "no-such-evidence", "evidence-already-withdrawn", "evidence-in-use", "evidence-shows-nothing",
        "no-such-difficulty", "answers-own-difficulty", "difficulty-already-answered", "difficulty-already-escalated", "difficulty-already-resolved",
        "difficulty-not-answered", "escalation-goes-nowhere",
        "verifies-own-work", "nothing-to-verify", "not-completed", "correction-needs-a-reason",
        "urges-itself", "reply-before-urging", "no-such-urging", "not-the-addressee", "urging-already-answered",
        "inspects-itself", "no-such-inspection", "inspection-already-concluded", "judges-itself", "addressee-required", "addressee-twice",
        "corrects-own-case", "nothing-to-correct", "no-deadline-to-correct", "no-figure-to-correct", "deadline-clarified-since", "task-reworded-since",
        "lead-transferred-since", "lead-has-acted", "said-elsewhere",
        "no-such-directive", "no-such-task", "no-such-assignment", "id-taken", "task-cancelled", "task-suspended", "superseded",
        "already-completed", "archived", "unknown-directive",
        "effective-in-the-future", "effective-too-early", "text-required", "text-too-long",
        "not-a-friday",
        "calendar-year-out-of-range", "holidays-required", "calendar-days-too-many", "calendar-day-outside-year", "calendar-day-named-twice",
        "swap-of-a-day-off", "swap-for-a-working-day",
        "policy-version-taken", "policy-not-after-last", "policy-due-soon-out-of-range", "policy-follow-up-out-of-range",
        "reporting-week-begins-elsewhere", "not-the-start-of-a-week", "reporting-week-not-after-last",
        "period-not-over", "known-before-the-cut-off", "report-does-not-add-up", "known-before-the-last-edition", "published-meanwhile",
        "nothing-published-yet", "nothing-to-restate", "restatement-needs-a-reason"
    ];

    [Fact]
    public void The_published_codes_are_these() => All().Select(refusal => refusal.Code).Should().BeEquivalentTo(Published);

    [Fact]
    public void No_two_refusals_have_the_same_code() => All().Select(refusal => refusal.Code).Should().OnlyHaveUniqueItems();

    [Fact]
    public void A_code_is_in_kebab_case() => All().Should().AllSatisfy(refusal => refusal.Code.Should().MatchRegex("^[a-z]+(-[a-z]+)*$"));

    [Fact]
    public void A_reason_is_a_sentence_in_both_languages() => All().Should().AllSatisfy(refusal =>
    {
        refusal.Reason.Vi.Should().MatchRegex(@"[\w)]\.$");
        refusal.Reason.En.Should().MatchRegex(@"\w\.$");
    });

    [Fact]
    public void A_field_is_a_JSON_pointer_or_a_parameter() => All().Should().AllSatisfy(refusal => (refusal.Field ?? "/").Should().MatchRegex("^(/.*|[a-z][A-Za-z]+)$"));

    /// <summary>Every refusal the domain declares, those that take values with one for each.</summary>
    static Refusal[] All()
    {
        var classes = typeof(Refusal).Assembly.GetTypes().Where(type => type.Name.EndsWith("Refusals", StringComparison.Ordinal)).ToArray();
        const BindingFlags Members = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        var fixedOnes = classes.SelectMany(type => type.GetProperties(Members))
            .Where(property => property.PropertyType == typeof(Refusal))
            .Select(property => property.GetValue(null));
        var withValues = classes.SelectMany(type => type.GetMethods(Members))
            .Where(method => method.ReturnType == typeof(Refusal) && !method.IsSpecialName && IsNeverNull(method))
            .Select(method => method.Invoke(null, [.. method.GetParameters().Select(parameter => ValueOf(parameter.ParameterType))]));

        return [.. fixedOnes.Concat(withValues).Cast<Refusal>()];
    }

    static object? ValueOf(Type type) => type == typeof(string) ? "x" : type == typeof(AgencyId) ? Finance : Activator.CreateInstance(type);

    static bool IsNeverNull(MethodInfo method) => new NullabilityInfoContext().Create(method.ReturnParameter).ReadState is NullabilityState.NotNull;
}
