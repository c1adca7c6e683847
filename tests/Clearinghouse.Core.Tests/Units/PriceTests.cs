using System.Numerics;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Units;

public sealed class PriceTests : FixedPointContract<Price>
{
    [Fact]
    public void Price_times_quantity_is_exact_whatever_they_are() => Gen.Select(UnitGen.Price, UnitGen.Quantity).Sample((price, quantity) =>
    {
        Assert.Equal((BigInteger)price.Raw * quantity.Raw, (price * quantity).Raw);
        Assert.Equal(price * quantity, quantity * price);
    });

    [Fact]
    public void Price_times_quantity_holds_at_the_four_corners()
    {
        foreach (var price in new[] { Price.MinValue, Price.MaxValue })
            foreach (var quantity in new[] { Quantity.MinValue, Quantity.MaxValue })
                Assert.Equal((BigInteger)price.Raw * quantity.Raw, (price * quantity).Raw);
    }

    [Fact]
    public void A_hundred_and_a_half_times_minus_two_is_minus_two_hundred_and_one() =>
        Assert.Equal("-201", (Price.Parse("100.5") * Quantity.FromInteger(-2)).ToString());

    [Fact]
    public void Times_a_ratio_agrees_with_the_reference() =>
        Gen.Select(UnitGen.Price, UnitGen.Ratio, UnitGen.Rounding).Sample((price, ratio, rounding) => Assert.Equal(
            Reference.Within<Price>(Reference.Divide((BigInteger)price.Raw * ratio.Ppm, 1_000_000, rounding)),
            Reference.OrNull(() => price.Times(ratio, rounding).Raw)));

    [Theory]
    [InlineData("100.25", "0.25", true)]
    [InlineData("-100.25", "0.25", true)]
    [InlineData("100.25", "-0.25", true)]
    [InlineData("100.26", "0.25", false)]
    [InlineData("0", "0.25", true)]
    [InlineData("-92233720368.54775808", "-0.00000001", true)]
    public void Multiples_of_a_tick(string price, string tick, bool isMultiple) =>
        Assert.Equal(isMultiple, Price.Parse(price).IsMultipleOf(Price.Parse(tick)));

    [Fact]
    public void A_tick_of_zero_is_a_bug_of_the_caller() =>
        Assert.Throws<DivideByZeroException>(() => Price.One.IsMultipleOf(Price.Zero));

    [Fact]
    public void Decimal_is_exact_both_ways() => UnitGen.Price.Sample(price => Price.FromDecimal(price.ToDecimal()) == price);

    [Fact]
    public void From_double_rounds_the_exact_binary_value() =>
        FromDouble.Agrees_with_the_reference<Price>(Price.FromDouble);

    [Fact]
    public void From_double_holds_at_its_edges() => FromDouble.Edges_hold<Price>(Price.FromDouble);

    [Fact]
    public void From_double_examples()
    {
        Assert.Equal("0.1", Price.FromDouble(0.1, Rounding.Floor).ToString());
        Assert.Equal("0.10000001", Price.FromDouble(0.1, Rounding.Ceiling).ToString());
        Assert.Equal("0.1", Price.FromDouble(0.1, Rounding.HalfEven).ToString());
        Assert.Equal("-1.5", Price.FromDouble(-1.5, Rounding.AwayFromZero).ToString());
    }
}
