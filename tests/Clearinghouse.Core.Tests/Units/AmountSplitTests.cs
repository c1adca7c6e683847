using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Units;

public sealed class AmountSplitTests
{
    private static readonly Gen<Amount> Any = Gen.Frequency((1, Gen.Const(0L)), (3, Gen.Long[0, 20]), (3, Gen.Long[0, long.MaxValue])).Select(raw => Amount.FromRaw(raw));

    private static readonly Gen<(Amount Total, Amount[] Weights)> Cases =
        Gen.Select(Any, Any.Array[1, 8]).Where((total, weights) => total.IsZero || weights.Any(weight => weight.IsPositive));

    [Fact]
    public void LargestRemainder_SumsToTheTotal_AndIsWithinAUnitOfTheExactShare() => Cases.Sample((total, weights) =>
    {
        var parts = AmountSplit.LargestRemainder(total, weights);
        Assert.Equal(total, Sum(parts));
        foreach (var (part, weight) in parts.Zip(weights))
            Assert.True(total.IsZero || (Rational.From(part) - ExactShare(total, weight, weights)).Abs < Unit);
    });

    [Fact]
    public void LargestRemainder_OfNoMoreThanTheWeights_AsksNobodyForMore() => Cases.Where((total, weights) => total <= Sum(weights)).Sample((total, weights) =>
        Assert.All(AmountSplit.LargestRemainder(total, weights).Zip(weights), pair => Assert.True(pair.First <= pair.Second)));

    [Fact]
    public void RemainderToLast_IsFloorsAndTheRest() => Gen.Select(Cases, Gen.Long[1, 1000]).Sample((split, step) =>
    {
        var quantum = Amount.FromRaw(step);
        var parts = AmountSplit.RemainderToLast(split.Total, split.Weights, quantum);
        Assert.Equal(split.Total, Sum(parts));
        for (var i = 0; i < parts.Length - 1 && split.Total.IsPositive; i++)
            Assert.Equal(ExactShare(split.Total, split.Weights[i], split.Weights).FloorTo(Rational.From(quantum)), Rational.From(parts[i]));
    });

    [Fact]
    public void WithoutAWeight_NothingCanBeDivided()
    {
        Assert.Throws<ArgumentException>(() => AmountSplit.LargestRemainder(Amount.One, [Amount.Zero]));
        Assert.Throws<ArgumentException>(() => AmountSplit.RemainderToLast(Amount.One, [], Amount.One));
        Assert.Throws<ArgumentException>(() => AmountSplit.LargestRemainder(-Amount.One, [Amount.One]));
    }

    private static Rational Unit => Rational.From(Amount.FromRaw(1));

    private static Rational ExactShare(Amount total, Amount weight, Amount[] weights) => Rational.From(total) * Rational.From(weight) / Rational.From(Sum(weights));

    private static Amount Sum(IEnumerable<Amount> amounts) => amounts.Aggregate(Amount.Zero, (sum, one) => sum + one);
}
