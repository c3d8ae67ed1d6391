using System.Text;
using Directives.Api.Reporting;

namespace Directives.Api.Tests.Reporting;

public class FigureDifferenceTests
{
    [Fact]
    public void A_report_does_not_differ_from_itself_made_again_at_another_position() =>
        Between(
            """{"position":5,"versions":{"policy":"1","agencies":3},"assignments":"?atPosition=5","totals":{"all":3}}""",
            """{"position":9,"versions":{"policy":"1","agencies":8},"assignments":"?atPosition=9","totals":{"all":3}}""").Should().BeEmpty();

    [Fact]
    public void Numbers_and_yes_or_no_are_figures_and_texts_are_none() =>
        Figures("""{"a":1,"b":{"c":2.5,"ok":true,"text":"x","none":null}}""", """{"a":2,"b":{"c":2.5,"ok":false,"text":"y","none":null}}""")
            .Should().Equal("/a: 1 → 2", "/b/ok: True → False");

    [Fact]
    public void A_figure_that_only_one_of_them_has_differs()
    {
        Figures("""{"a":1}""", """{"b":0}""").Should().Equal("/a: 1 → ", "/b:  → 0");
        Figures("""{"a":null}""", """{"a":1}""").Should().Equal("/a:  → 1");
    }

    [Fact]
    public void A_row_more_does_not_shift_the_others() =>
        Between("""{"by":[{"agency":"b","n":1},{"agency":"c","n":2}]}""", """{"by":[{"agency":"a","n":7},{"agency":"b","n":1},{"agency":"c","n":3}]}""")
            .Select(f => $"{f.Figure} {f.Row["agency"]} {f.Old} {f.New}").Should().Equal("/by/1/n c 2 3", "/by/0/n a  7");

    [Fact]
    public void Rows_without_a_name_or_with_the_same_are_told_by_their_number()
    {
        Figures("""{"by":[{"n":1},{"n":2}],"series":[4,5]}""", """{"by":[{"n":1},{"n":3}],"series":[4,6]}""").Should().Equal("/by/1/n: 2 → 3", "/series/1: 5 → 6");
        Figures("""{"by":[{"x":"a","n":1},{"x":"a","n":2}]}""", """{"by":[{"x":"a","n":1},{"x":"a","n":3}]}""").Should().Equal("/by/1/n: 2 → 3");
    }

    [Fact]
    public void A_pointer_can_be_followed_whatever_a_member_is_called() =>
        Figures("""{"a/b":{"c~d":1}}""", """{"a/b":{"c~d":2}}""").Should().Equal("/a~1b/c~0d: 1 → 2");

    [Fact]
    public void That_something_is_listed_is_a_figure_wherever_in_the_list_it_stands() =>
        Figures("""{"nothingHeard":["a","c"]}""", """{"nothingHeard":["b","c"]}""").Should().Equal("/nothingHeard/0: a → ", "/nothingHeard/0:  → b");

    static IReadOnlyList<FigureDifference> Between(string before, string after) => FigureDifference.Between(Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after));

    static IEnumerable<string> Figures(string before, string after) => Between(before, after).Select(figure => $"{figure.Figure}: {figure.Old} → {figure.New}");
}
