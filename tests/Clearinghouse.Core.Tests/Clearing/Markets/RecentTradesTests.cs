using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Tests.Builders;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;

namespace Clearinghouse.Core.Tests.Clearing.Markets;

public sealed class RecentTradesTests
{
    private static readonly TradeCleared Sample = (TradeCleared)Sampled().Journal[^1];

    [Fact]
    public void Find_KeptEvent_BySequenceAndByTrade()
    {
        var recent = new RecentTrades();
        recent.Add(7, Cleared(1));
        Assert.Equal((7, Cleared(1)), recent.Find(Cleared(1).Trade.Key));
        Assert.Equal(Cleared(1), recent.Find(7));
        Assert.Null(recent.Find(8));
        Assert.Null(recent.Find(Cleared(2).Trade.Key));
        Assert.Equal(7, recent.OldestSequence);
        Assert.False(recent.MayBeForgotten(Venue, 0)); // nothing was forgotten yet
    }

    [Fact]
    public void Add_BeyondCapacity_ForgetsTheOldestAndRemembersHowFar()
    {
        var recent = Filled(RecentTrades.Capacity + 2);
        Assert.Null(recent.Find(1));
        Assert.Null(recent.Find(Cleared(2).Trade.Key));
        Assert.Equal(3, recent.OldestSequence);
        Assert.Equal(3, recent.Find(Cleared(3).Trade.Key)?.Sequence);
        Assert.True(recent.MayBeForgotten(Venue, 2));
        Assert.False(recent.MayBeForgotten(Venue, 3));
        Assert.False(recent.MayBeForgotten(VenueId.Create("elsewhere"), 1));
        Assert.Equal([new(Venue, 2L)], recent.ToForgotten());
    }

    [Fact]
    public void Restore_ForgottenSequences_AreKnownAgain()
    {
        var restored = new RecentTrades();
        restored.RestoreForgotten(Filled(RecentTrades.Capacity + 2).ToForgotten());
        Assert.True(restored.MayBeForgotten(Venue, 2));
        Assert.False(restored.MayBeForgotten(Venue, 3));
    }

    [Fact]
    public void Admit_TradeThatMayBeForgotten_AsksForTheJournal()
    {
        var market = Sampled();
        for (var i = 1; i <= RecentTrades.Capacity + 2; i++) market.Ledger.Recent.Add(1000 + i, Cleared(i));
        var trade = market.Trade() with { Sequence = market.Ledger.Recent.ToForgotten()[Venue] };
        Assert.Equal(TradeAdmission.LookUp, market.Admit(trade));
        Assert.NotNull(market.Admit(trade, knownToBeNew: true).InFlight);
        Assert.NotNull(market.Admit(trade with { Sequence = trade.Sequence + 1 }).InFlight);
    }

    private static RecentTrades Filled(int count)
    {
        var recent = new RecentTrades();
        for (var i = 1; i <= count; i++) recent.Add(i, Cleared(i));
        return recent;
    }

    private static TradeCleared Cleared(int number) => Sample with { Trade = Sample.Trade with { TradeId = TradeId.Create($"n{number}"), Sequence = number } };

    private static MarketBuilder Sampled()
    {
        var market = MarketBuilder.Trading();
        return market.Clear(market.Trade());
    }
}
