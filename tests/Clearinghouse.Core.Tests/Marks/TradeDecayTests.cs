using System.Collections.Immutable;
using Clearinghouse.Core.Marks;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Marks;

/// <summary>The price of recent trades; the tables hold the worked numbers, here is what holds of all.</summary>
public sealed class TradeDecayTests
{
    private static readonly Gen<ImmutableArray<AgedTrade>> Trades = Gen.Select(Gen.Int[1, 1000], Gen.Int[1, 50], Gen.Int[0, 20])
        .Select((price, quantity, age) => new AgedTrade(price, quantity, age)).Array[1, 10].Select(trades => trades.ToImmutableArray());

    [Fact]
    public void Price_AgreesWithTheFormulaInFloatingPoint() =>
        Gen.Select(Trades, Gen.Int[0, 10], Gen.Int[0, 30], Gen.Int[1, 25]).Sample((trades, tenths, power, horizon) =>
        {
            var decay = new TradeDecay(Rational.FromInteger(tenths) / 10, Rational.FromInteger(power) / 10, horizon);
            double Weight(AgedTrade trade) => trade.AgeSeconds > horizon
                ? 0
                : trade.Quantity.ToDouble() * (1 - (tenths / 10.0 * Math.Pow(trade.AgeSeconds.ToDouble() / horizon, power / 10.0)));
            var total = trades.Sum(Weight);
            if (total < 1e-6) return;
            Assert.Equal(trades.Sum(trade => Weight(trade) * trade.Price.ToDouble()) / total, decay.PriceOf(trades).GetValueOrDefault().ToDouble(), 1e-6);
        });

    [Fact]
    public void Price_IsNullWhenEverythingHasDecayed() => Assert.Null(new TradeDecay(1, 1, 10).PriceOf([new(100, 1, 10)]));

    [Fact]
    public void Price_WithoutHorizon_IsThatOfThisVerySecond() => Assert.Equal(100, new TradeDecay(1, 1, 0).PriceOf([new(100, 1, 0), new(50, 9, 1)]));

    [Fact]
    public void Price_OfWholePowersIsExact() =>
        Assert.Equal(Rational.FromInteger(1), new TradeDecay(Rational.One / 10, 3, 3).PriceOf([new(1, 7, 1), new(1, 11, 2)]));

    [Theory]
    [InlineData(-1, 1, 10, 0, 1)]
    [InlineData(2, 1, 10, 0, 1)]
    [InlineData(1, -1, 10, 0, 1)]
    [InlineData(1, 1, -10, 0, 1)]
    [InlineData(1, 1, 10, -1, 1)]
    [InlineData(1, 1, 10, 0, -1)]
    public void OutOfRange_IsRefused(int weight, int power, int horizon, int age, int quantity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TradeDecay(weight, power, horizon).PriceOf([new(100, quantity, age)]));
}
