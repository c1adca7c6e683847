using System.Numerics;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Units;

public sealed class QuantityTests : FixedPointContract<Quantity>
{
    [Fact]
    public void Times_a_ratio_agrees_with_the_reference() =>
        Gen.Select(UnitGen.Quantity, UnitGen.Ratio, UnitGen.Rounding).Sample((quantity, ratio, rounding) => Assert.Equal(
            Reference.Within<Quantity>(Reference.Divide((BigInteger)quantity.Raw * ratio.Ppm, 1_000_000, rounding)),
            Reference.OrNull(() => quantity.Times(ratio, rounding).Raw)));

    [Theory]
    [InlineData("3", "0.5", true)]
    [InlineData("-3", "0.5", true)]
    [InlineData("3.25", "0.5", false)]
    [InlineData("-92233720368.54775808", "-0.00000001", true)]
    public void Multiples_of_a_lot(string quantity, string lot, bool isMultiple) =>
        Assert.Equal(isMultiple, Quantity.Parse(quantity).IsMultipleOf(Quantity.Parse(lot)));

    [Fact]
    public void Scaled_is_exact_or_refused() => Gen.Select(UnitGen.Quantity, UnitGen.Quantity).Sample((quantity, factor) =>
    {
        var product = BigInteger.DivRem((BigInteger)quantity.Raw * factor.Raw, Quantity.One.Raw, out var lost);
        var expected = lost == 0 ? Reference.Within<Quantity>(product) : null;
        Assert.Equal(expected is not null, quantity.TryScaled(factor, out var scaled));
        Assert.Equal(expected ?? 0, scaled.Raw);
        if (expected is not null) Assert.Equal(scaled, quantity.Scaled(factor));
        else Assert.ThrowsAny<ArithmeticException>(() => quantity.Scaled(factor));
    });

    [Fact]
    public void Scaled_says_which_of_the_two_went_wrong()
    {
        Assert.Equal("7.5", Quantity.Parse("2.5").Scaled(Quantity.FromInteger(3)).ToString());
        Assert.IsType<OverflowException>(Record.Exception(() => Quantity.MaxValue.Scaled(Quantity.FromInteger(2))));
        var tooFine = Assert.IsType<ArithmeticException>(Record.Exception(() => Quantity.FromRaw(1).Scaled(Quantity.Parse("0.5"))));
        Assert.Equal("0.00000001 times 0.5 needs more than 8 decimals.", tooFine.Message);
    }

    [Fact]
    public void Decimal_is_exact_both_ways() => UnitGen.Quantity.Sample(quantity => Quantity.FromDecimal(quantity.ToDecimal()) == quantity);
}
