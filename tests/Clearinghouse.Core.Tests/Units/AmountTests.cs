using System.Numerics;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Units;

public sealed class AmountTests : FixedPointContract<Amount>
{
    [Fact]
    public void Times_a_ratio_agrees_with_the_reference() =>
        Gen.Select(UnitGen.Amount, UnitGen.Ratio, UnitGen.Rounding).Sample((amount, ratio, rounding) => Assert.Equal(
            Reference.Within<Amount>(Reference.Divide((BigInteger)amount.Raw * ratio.Ppm, 1_000_000, rounding)),
            Reference.OrNull(() => amount.Times(ratio, rounding).Raw)));

    [Fact]
    public void ProRate_agrees_with_the_reference() =>
        Gen.Select(UnitGen.Amount, UnitGen.Quantity, UnitGen.Quantity.Where(q => !q.IsZero), UnitGen.Rounding)
            .Sample((amount, part, whole, rounding) => Assert.Equal(
                Reference.Within<Amount>(Reference.Divide((BigInteger)amount.Raw * part.Raw, whole.Raw, rounding)),
                Reference.OrNull(() => amount.ProRate(part, whole, rounding).Raw)));

    [Fact]
    public void ProRate_of_the_parts_never_exceeds_the_whole_when_floored() =>
        Gen.Select(UnitGen.Amount, Gen.Long[0, 1_000_000], Gen.Long[1, 1_000_000]).Sample((amount, first, second) =>
        {
            var whole = Quantity.FromRaw(first + second);
            var one = amount.ProRate(Quantity.FromRaw(first), whole, Rounding.Floor);
            var other = amount.ProRate(Quantity.FromRaw(second), whole, Rounding.Floor);
            Assert.InRange((BigInteger)amount.Raw - one.Raw - other.Raw, 0, 1);
        });

    [Fact]
    public void ProRate_of_nothing_is_a_bug_of_the_caller() =>
        Assert.Throws<DivideByZeroException>(() => Amount.One.ProRate(Quantity.One, Quantity.Zero, Rounding.Floor));

    [Theory]
    [InlineData(Rounding.Floor, "0.3333333333333333", "-0.3333333333333334")]
    [InlineData(Rounding.Ceiling, "0.3333333333333334", "-0.3333333333333333")]
    [InlineData(Rounding.TowardZero, "0.3333333333333333", "-0.3333333333333333")]
    [InlineData(Rounding.AwayFromZero, "0.3333333333333334", "-0.3333333333333334")]
    [InlineData(Rounding.HalfEven, "0.3333333333333333", "-0.3333333333333333")]
    public void A_third_of_one_and_of_minus_one(Rounding rounding, string positive, string negative)
    {
        var three = Quantity.FromInteger(3);
        Assert.Equal(positive, Amount.One.ProRate(Quantity.One, three, rounding).ToString());
        Assert.Equal(negative, (-Amount.One).ProRate(Quantity.One, three, rounding).ToString());
    }

    [Fact]
    public void Divided_by_a_quantity_agrees_with_the_reference() =>
        Gen.Select(UnitGen.Amount, UnitGen.Quantity.Where(q => !q.IsZero), UnitGen.Rounding)
            .Sample((amount, quantity, rounding) => Assert.Equal(
                Reference.Within<Price>(Reference.Divide(amount.Raw, quantity.Raw, rounding)),
                Reference.OrNull(() => amount.DividedBy(quantity, rounding).Raw)));

    [Fact]
    public void Divided_by_undoes_times() => Gen.Select(UnitGen.Price, UnitGen.Quantity.Where(q => !q.IsZero), UnitGen.Rounding)
        .Sample((price, quantity, rounding) => (price * quantity).DividedBy(quantity, rounding) == price);

    [Fact]
    public void Divided_by_zero_is_a_bug_of_the_caller() =>
        Assert.Throws<DivideByZeroException>(() => Amount.One.DividedBy(Quantity.Zero, Rounding.Floor));

    [Fact]
    public void An_unknown_rounding_is_a_bug_of_the_caller() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Amount.One.DividedBy(Quantity.FromInteger(3), (Rounding)5));

    [Fact]
    public void From_double_rounds_the_exact_binary_value() => FromDouble.Agrees_with_the_reference<Amount>(Amount.FromDouble);

    [Fact]
    public void From_double_holds_at_its_edges() => FromDouble.Edges_hold<Amount>(Amount.FromDouble);
}
