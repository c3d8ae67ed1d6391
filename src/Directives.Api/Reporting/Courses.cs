namespace Directives.Api.Reporting;

/// <summary>
/// Numbers courses, so that the database can count what only <see cref="Figures"/> understand. Relations that share the
/// numbers can be compared.
/// </summary>
sealed class Courses
{
    readonly Numbers<OnTheEve> eves = new();
    readonly Numbers<AtTheClose> closes = new();

    /// <summary>From 1; 0 is for what was not there.</summary>
    public int Of(OnTheEve eve) => eves.Of(eve) + 1;

    public int Of(AtTheClose close) => closes.Of(close);

    /// <summary>Two stands and what is told besides make <c>(eve * Width + close) * Tellings + told</c>, once both are numbered.</summary>
    public int Width => closes.All.Count;

    public Course this[int course]
    {
        get
        {
            var (stands, told) = Math.DivRem(course, Course.Tellings);
            var (eve, close) = Math.DivRem(stands, Width);
            return new(eve is 0 ? null : eves.All[eve - 1], closes.All[close], (Told)told);
        }
    }

    /// <summary>A bit for each course, in the order of PostgreSQL's <c>get_bit</c>.</summary>
    public byte[] Where(Func<Course, bool> counted)
    {
        var bits = new byte[(eves.All.Count + 1) * Width * Course.Tellings / 8];
        for (var stands = 0; stands < (eves.All.Count + 1) * Width; stands++)
            foreach (var told in Course.ToldOf(closes.All[stands % Width].Lifecycle))
                if (counted(this[stands * Course.Tellings + (int)told]))
                    bits[(stands * Course.Tellings + (int)told) / 8] |= (byte)(1 << (int)told % 8);
        return bits;
    }

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
}
