using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Scenarios;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;

namespace Clearinghouse.Core.Tests.Scenarios;

public sealed class HistoricalMovesTests
{
    private static readonly DateOnly First = new(2024, 1, 1);

    [Fact]
    public void From_DividesEachReturnByTheVolatilityOfTheDaysBefore()
    {
        // Moves of 1 % up and down for 40 days, then 5 %: five times what was usual.
        var moves = HistoricalMoves.From([Zigzag(Btc, 41, last: 0.05)], 3);
        Assert.Equal(3, moves.Dates.Length);
        Assert.Equal(First.AddDays(41), moves.Dates[^1]);
        Assert.Equal([1, 1], moves.StandardisedMoves[Btc][..2].Select(Math.Abs), (expected, actual) => Math.Abs(expected - actual) < 1e-9);
        Assert.Equal(5, moves.MoveOf(Btc, 2), 1e-9);
    }

    [Fact]
    public void From_AMarketWithoutThatDay_MovesByTheAverageOfTheOthers()
    {
        var moves = HistoricalMoves.From([Zigzag(Btc, 41, last: 0.05), Zigzag(Eth, 40, last: 0.02)], 2);
        Assert.Equal(5, moves.MoveOf(Eth, 1), 1e-9);
        Assert.Equal(2, moves.MoveOf(Eth, 0), 1e-9);
        Assert.Equal((moves.MoveOf(Btc, 0) + 2) / 2, moves.MoveOf(MarketId.Create("new"), 0), 1e-9);
    }

    [Fact]
    public void From_TooFewDays_HasNoMoves() => Assert.Empty(HistoricalMoves.From([Zigzag(Btc, 20, last: 0.01)], 100).Dates);

    /// <summary>Log returns of ±1 %, and a last one.</summary>
    private static MarketHistory Zigzag(MarketId market, int days, double last)
    {
        var (closes, price) = (new List<(DateOnly, double)> { (First, 100) }, 100.0);
        for (var day = 1; day <= days; day++)
        {
            price *= Math.Exp(day == days ? last : day % 2 == 0 ? -0.01 : 0.01);
            closes.Add((First.AddDays(day), price));
        }

        return new MarketHistory(market, closes);
    }
}
