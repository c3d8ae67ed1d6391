namespace Directives.Api.Reporting;

/// <summary>
/// Numbers courses, so that assignments can be counted by them before <see cref="Figures"/> say what each is counted as. Weeks
/// that share the numbers can be compared.
/// </summary>
sealed class Courses
{
    readonly Numbers<OnTheEve> eves = new();
    readonly Numbers<AtTheClose> closes = new();

    /// <summary>The codes of agencies that lead.</summary>
    public Numbers<string> Leads { get; } = new();

    /// <summary>From 1; 0 is for what was not there. All stands have to be numbered before any course is.</summary>
    public int Of(OnTheEve eve) => eves.Of(eve) + 1;

    public int Of(AtTheClose close) => closes.Of(close);

    /// <summary>Of two stands and what is told besides.</summary>
    public int Of(int eve, int close, Told told) => (eve * closes.All.Count + close) * Course.Tellings + (int)told;

    public Course this[int course]
    {
        get
        {
            var (stands, told) = Math.DivRem(course, Course.Tellings);
            var (eve, close) = Math.DivRem(stands, closes.All.Count);
            return new(eve is 0 ? null : eves.All[eve - 1], closes.All[close], (Told)told);
        }
    }

}

/// <summary>Numbers from 0 for whatever comes.</summary>
sealed class Numbers<T> where T : notnull
{
    readonly Dictionary<T, int> numbers = [];

    public List<T> All { get; } = [];

    public int Of(T one)
    {
        if (numbers.TryGetValue(one, out var number))
            return number;
        All.Add(one);
        return numbers[one] = All.Count - 1;
    }
}
