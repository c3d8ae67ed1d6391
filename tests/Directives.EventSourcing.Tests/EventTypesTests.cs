using System.Text.Json.Serialization;

namespace Directives.EventSourcing.Tests;

public sealed class EventTypesTests
{
    [Fact]
    public void Names_are_those_declared_beside_the_records()
    {
        var types = new EventTypes(typeof(LightEvent), typeof(BulbEvent));

        types.Names.Should().Equal(new Dictionary<string, Type>
        {
            ["light_switched_on"] = typeof(SwitchedOn),
            ["light_dimmed"] = typeof(Dimmed),
            ["light_switched_off"] = typeof(SwitchedOff),
            ["bulb_replaced"] = typeof(BulbReplaced)
        });
        types.NameOf(new Dimmed(1)).Should().Be("light_dimmed");
    }

    [Fact]
    public void An_event_of_another_family_has_no_name() =>
        new EventTypes(typeof(LightEvent)).Invoking(types => types.NameOf(new BulbReplaced("x")))
            .Should().Throw<ArgumentException>().WithMessage("*BulbReplaced is no registered event*");

    [Theory]
    [InlineData(typeof(Undeclared), "*Undeclared declares no stored names*")]
    [InlineData(typeof(Nameless), "*NamelessHappened*no stored name*")]
    [InlineData(typeof(Numbered), "*NumberedHappened*no stored name*")]
    [InlineData(typeof(TwiceTheName), "*same_happened*")]
    [InlineData(typeof(TwiceTheRecord), "*TwiceHappened*")]
    public void A_family_that_does_not_name_its_events_one_by_one_is_refused(Type family, string why) =>
        FluentActions.Invoking(() => new EventTypes(family)).Should().Throw<InvalidOperationException>().WithMessage(why);

    [Fact]
    public void Two_families_cannot_share_a_name() =>
        FluentActions.Invoking(() => new EventTypes(typeof(LightEvent), typeof(Candle)))
            .Should().Throw<InvalidOperationException>().WithMessage("*'light_dimmed'*");

    [Fact]
    public void Two_families_cannot_share_a_record() =>
        FluentActions.Invoking(() => new EventTypes(typeof(Candle), typeof(ICandle)))
            .Should().Throw<InvalidOperationException>().WithMessage("*CandleDimmed*");

    public abstract record Undeclared;

    [JsonDerivedType(typeof(NamelessHappened))]
    public abstract record Nameless;

    public sealed record NamelessHappened : Nameless;

    [JsonDerivedType(typeof(NumberedHappened), 7)]
    public abstract record Numbered;

    public sealed record NumberedHappened : Numbered;

    [JsonDerivedType(typeof(OneHappened), "same_happened")]
    [JsonDerivedType(typeof(OtherHappened), "same_happened")]
    public abstract record TwiceTheName;

    public sealed record OneHappened : TwiceTheName;

    public sealed record OtherHappened : TwiceTheName;

    [JsonDerivedType(typeof(TwiceHappened), "once_happened")]
    [JsonDerivedType(typeof(TwiceHappened), "again_happened")]
    public abstract record TwiceTheRecord;

    public sealed record TwiceHappened : TwiceTheRecord;

    [JsonDerivedType(typeof(CandleDimmed), "light_dimmed")]
    public abstract record Candle;

    [JsonDerivedType(typeof(CandleDimmed), "candle_dimmed")]
    public interface ICandle;

    public sealed record CandleDimmed : Candle, ICandle;
}
