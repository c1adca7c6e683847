using System.Numerics;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Positions;

/// <summary>Positions beside a cash book kept in plain integers: whoever paid and received this money, at these times, has this profit.</summary>
public sealed class PositionReferenceTests
{
    [Fact]
    public void AnyPath_MarkedAtAnyPrice_EarnsWhatItsCashFlowsCameTo() =>
        Gen.Select(PositionFill.Multiplier, PositionFill.Path, PositionFill.Any).Sample((multiplier, fills, mark) =>
        {
            var position = PositionFill.Run(multiplier, fills);
            var cash = -Sum(fills, fill => PositionFill.Value(multiplier, fill.Quantity, fill.Price));
            var held = Quantity.FromRaw((long)Sum(fills, fill => fill.Quantity.Raw));
            Assert.Equal(held, position.Quantity);
            Assert.Equal(cash + PositionFill.Value(multiplier, held, mark.Price), (position.Realised + position.UnrealisedAt(mark.Price)).Raw);
        });

    [Fact]
    public void AnyPath_SettledAtAnyIndex_PaysFundingForEveryQuantityOverItsTime() =>
        Gen.Select(PositionFill.Multiplier, PositionFill.Path, PositionFill.Any).Sample((multiplier, fills, last) =>
        {
            var position = PositionFill.Run(multiplier, fills);
            var expected = Sum(fills, fill => PositionFill.Value(multiplier, fill.Quantity, last.FundingIndex) - PositionFill.Value(multiplier, fill.Quantity, fill.FundingIndex));
            Assert.Equal(expected, (position.FundingPaid + position.FundingOwedAt(last.FundingIndex)).Raw);
        });

    [Fact]
    public void TwoParties_OfTheSameFills_SumToZero() =>
        Gen.Select(PositionFill.Multiplier, PositionFill.Path).Sample((multiplier, fills) =>
        {
            var (one, other) = (PositionFill.Run(multiplier, fills), PositionFill.Run(multiplier, fills.Select(fill => fill.Opposite)));
            Assert.Equal(Quantity.Zero, one.Quantity + other.Quantity);
            Assert.Equal(Amount.Zero, one.EntryValue - one.Realised + other.EntryValue - other.Realised);
            Assert.Equal((Amount.Zero, Amount.Zero), (one.FundingEntry + other.FundingEntry, one.FundingPaid + other.FundingPaid));
        });

    [Fact]
    public void ManyParties_TradingWithEachOther_SumToZero() =>
        Gen.Select(PositionFill.Multiplier, Gen.Select(PositionFill.Any, Gen.Int[0, 4], Gen.Int[1, 4]).List[0, 40]).Sample((multiplier, trades) =>
        {
            var parties = Enumerable.Repeat(Position.Flat(multiplier), 5).ToArray();
            foreach (var (fill, buyer, distance) in trades)
            {
                var seller = (buyer + distance) % parties.Length;
                parties[buyer] = fill.ApplyTo(parties[buyer]).Position;
                parties[seller] = fill.Opposite.ApplyTo(parties[seller]).Position;
            }

            Assert.Equal(0, Sum(parties, party => party.Quantity.Raw));
            Assert.Equal(0, Sum(parties, party => party.EntryValue.Raw - party.Realised.Raw));
            Assert.Equal(0, Sum(parties, party => party.FundingEntry.Raw - party.FundingPaid.Raw));
        });

    private static BigInteger Sum<T>(IEnumerable<T> items, Func<T, BigInteger> part) => items.Aggregate(BigInteger.Zero, (sum, item) => sum + part(item));
}
