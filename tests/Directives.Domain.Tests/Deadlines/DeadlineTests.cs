using Directives.Domain.Deadlines;

namespace Directives.Domain.Tests.Deadlines;

public class DeadlineTests
{
    [Theory]
    [InlineData("179-19", "trước ngày 31/7/2025", "2025-07-31", DeadlineBound.Before, "2025-07-30")]
    [InlineData("2308-07", "muộn nhất là ngày 30-8", "2025-08-30", DeadlineBound.NoLaterThan, "2025-08-30")]
    [InlineData("179-15", "trong năm 2025", "2025", DeadlineBound.Within, "2025-12-31")]
    [InlineData("312-01", "trước tháng 3/2025", "2025-03", DeadlineBound.Before, "2025-02-28")]
    [InlineData("312-02", "trước quý II/2025", "2025-Q2", DeadlineBound.Before, "2025-03-31")]
    [InlineData("312-03", "từ quý II/2025, sau khi có chỉ đạo từ Trung ương", "2025-Q2", DeadlineBound.From, null)]
    [InlineData("312-04", "Năm 2025", "2025", DeadlineBound.Within, "2025-12-31")]
    [InlineData("312-05", "trong tháng 3/2025", "2025-03", DeadlineBound.Within, "2025-03-31")]
    [InlineData("312-06", "vào đầu quý II/2025", "2025-Q2", DeadlineBound.EarlyIn, "2025-04-30")]
    public void The_nine_phrases_of_the_documents_end_on_these_days(string task, string phrase, string period, DeadlineBound bound, string? last) =>
        new Deadline(phrase, DeadlineKind.Explicit, Period(period), bound).LastCompliantDay()
            .Should().Be(last is null ? null : DateOnly.Parse(last, null), "that is what {0} says", task);

    [Theory]
    [InlineData("2025-07", "2025-07-10")]
    [InlineData("2025-Q3", "2025-07-31")]
    [InlineData("2025", "2025-03-31")]
    public void Early_in_ends_with_the_first_part_of_the_period(string period, string last) =>
        new Deadline("đầu", DeadlineKind.Explicit, Period(period), DeadlineBound.EarlyIn).LastCompliantDay().Should().Be(DateOnly.Parse(last, null));

    [Theory]
    [InlineData(DeadlineKind.ByReference)]
    [InlineData(DeadlineKind.EventTied)]
    [InlineData(DeadlineKind.Phase)]
    [InlineData(DeadlineKind.UrgencyOnly)]
    [InlineData(DeadlineKind.Continuous)]
    public void No_day_follows_from_a_deadline_without_a_date(DeadlineKind kind)
    {
        var deadline = new Deadline("theo đúng tiến độ", kind, Reference: "Chỉ thị số 45");

        deadline.LastCompliantDay().Should().BeNull();
        deadline.NotBefore().Should().BeNull();
    }

    [Fact]
    public void Only_a_deadline_that_names_a_beginning_keeps_work_from_starting_earlier()
    {
        new Deadline("từ quý II/2025", DeadlineKind.Explicit, Period("2025-Q2"), DeadlineBound.From).NotBefore().Should().Be(new DateOnly(2025, 4, 1));
        new Deadline("trong quý II/2025", DeadlineKind.Explicit, Period("2025-Q2"), DeadlineBound.Within).NotBefore().Should().BeNull();
    }

    [Fact]
    public void A_deadline_is_read_by_the_current_policy_unless_it_names_another() => Before31July.Policy.Should().Be(DeadlinePolicy.Current);

    [Fact]
    public void A_policy_that_was_never_in_force_is_not_guessed() =>
        FluentActions.Invoking(() => DeadlinePolicy.Named("1975-1")).Should().Throw<KeyNotFoundException>();

    [Fact]
    public void The_first_policy_never_changes_its_answers() =>
        DeadlinePolicy.Named("2025-1").Should().Be(new DeadlinePolicy { Version = "2025-1", BeforeIsExclusive = true, DueSoonDays = 3 });

    [Fact]
    public void Another_policy_can_count_the_named_day_in() =>
        new DeadlinePolicy { Version = "what-if", BeforeIsExclusive = false }.LastDayOf(Before31July).Should().Be(July(31));
}
