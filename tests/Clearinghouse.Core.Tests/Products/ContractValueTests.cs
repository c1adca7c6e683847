using System.Numerics;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Products;

public sealed class ContractValueTests
{
    [Theory]
    [InlineData("1", "3", "100.5", "301.5")]
    [InlineData("0.1", "3", "100.5", "30.15")]
    [InlineData("0.1", "-3", "100.5", "-30.15")]
    [InlineData("1000", "0.1", "0.00000001", "0.000001")]
    [InlineData("0.0001", "0.1", "0.00000001", "0.0000000000001")]
    public void ValueOf_QuantityTimesMultiplierTimesPrice_IsExactAndSignedAsTheQuantity(string multiplier, string quantity, string price, string value) =>
        Assert.Equal(A(value), Terms.Perpetual(multiplier: multiplier).ValueOf(Q(quantity), P(price)));

    [Fact]
    public void ValueOf_EveryMultipleOfTheLot_IsExact() =>
        Gen.Select(Gen.Long[-1_000_000, 1_000_000], Gen.Long[1, 1_000_000_000_000], Gen.Int[0, 4]).Sample((lots, rawPrice, scale) =>
        {
            var terms = Terms.Perpetual() with { Lot = Q("0.0001"), Multiplier = Quantity.FromRaw(Quantity.One.Raw / (long)Math.Pow(10, scale)) };
            Assert.Null(terms.Check());
            var value = terms.ValueOf(Quantity.FromRaw(lots * terms.Lot.Raw), Price.FromRaw(rawPrice));
            Assert.Equal((BigInteger)lots * terms.Lot.Raw * terms.Multiplier.Raw * rawPrice, (BigInteger)value.Raw * Quantity.One.Raw);
        });

    [Fact]
    public void ValueOf_NoMultipleOfTheLot_Throws() =>
        Assert.Throws<ArithmeticException>(() => (Terms.Perpetual() with { Multiplier = Q("0.5") }).ValueOf(Quantity.FromRaw(1), P("1")));

    [Fact]
    public void SettlementValue_FutureAndPerpetual_IsTheIndex()
    {
        Assert.Equal(P("123.45"), Terms.Future().SettlementValue(P("123.45")));
        Assert.Equal(P("123.45"), Terms.Perpetual().SettlementValue(P("123.45")));
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("99.99999999", "0")]
    [InlineData("100", "0")]
    [InlineData("100.00000001", "0.00000001")]
    [InlineData("140", "40")]
    public void SettlementValue_Call_IsWhatTheIndexIsAboveTheStrike(string index, string value) =>
        Assert.Equal(P(value), Terms.Option(OptionRight.Call).SettlementValue(P(index)));

    [Theory]
    [InlineData("0", "100")]
    [InlineData("60", "40")]
    [InlineData("99.99999999", "0.00000001")]
    [InlineData("100", "0")]
    [InlineData("100.00000001", "0")]
    public void SettlementValue_Put_IsWhatTheIndexIsBelowTheStrike(string index, string value) =>
        Assert.Equal(P(value), Terms.Option(OptionRight.Put).SettlementValue(P(index)));

    [Fact]
    public void SettlementValue_CallLessPut_IsIndexLessStrike() => Gen.Long[0, 100_000_000_000].Select(Price.FromRaw).Sample(index =>
        Terms.Option(OptionRight.Call).SettlementValue(index) - Terms.Option(OptionRight.Put).SettlementValue(index) == index - P("100"));
}
