using System.Collections.Immutable;
using Clearinghouse.Core.Marks;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Marks;

/// <summary>Medians are compared with what they become when every price is written down as often as its weight says.</summary>
public sealed class PriceAveragesTests
{
    private static readonly Gen<ImmutableArray<WeightedPrice>> Prices =
        Gen.Select(Gen.Int[-50, 50], Gen.Int[0, 6]).Select((price, weight) => new WeightedPrice(price, weight)).Array[0, 9]
            .Select(prices => prices.ToImmutableArray());

    [Fact]
    public void WeightedMedian_IsTheLowerMedianOfRepeatedPrices() => Prices.Sample(prices =>
    {
        var repeated = Repeat(prices);
        Rational? expected = repeated.Count == 0 ? null : repeated[(repeated.Count - 1) / 2];
        Assert.Equal(expected, PriceAverages.WeightedMedian(prices));
    });

    [Fact]
    public void WeightedMean_IsTheMeanOfRepeatedPrices() => Prices.Sample(prices =>
    {
        var repeated = Repeat(prices);
        Rational? expected = repeated.Count == 0 ? null : repeated.Aggregate((left, right) => left + right) / repeated.Count;
        Assert.Equal(expected, PriceAverages.WeightedMean(prices));
    });

    [Fact]
    public void Median_HasAsManyBelowAsAbove() => Prices.Sample(prices =>
    {
        ImmutableArray<Rational> values = [.. prices.Select(price => price.Price)];
        if (PriceAverages.Median(values) is not { } median) return;
        Assert.True(values.Count(value => value < median) * 2 <= values.Length);
        Assert.True(values.Count(value => value > median) * 2 <= values.Length);
        Assert.Equal(-median, PriceAverages.Median([.. values.Select(value => -value)]));
    });

    [Fact]
    public void Nothing_HasNoAverage()
    {
        Assert.Null(PriceAverages.Median([]));
        Assert.Null(PriceAverages.WeightedMean([new(5, 0)]));
        Assert.Null(PriceAverages.WeightedMedian([new(5, 0)]));
    }

    [Fact]
    public void NegativeWeights_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PriceAverages.WeightedMean([new(5, -1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PriceAverages.WeightedMedian([new(5, 2), new(6, -1)]));
    }

    private static List<Rational> Repeat(ImmutableArray<WeightedPrice> prices) =>
        [.. prices.SelectMany(price => Enumerable.Repeat(price.Price, (int)price.Weight.Numerator)).Order()];
}
