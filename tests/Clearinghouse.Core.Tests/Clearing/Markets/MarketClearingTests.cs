using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;

namespace Clearinghouse.Core.Tests.Clearing.Markets;

/// <summary>What a market answers to an account that woke up or saw a gap, and what it owes.</summary>
public sealed class MarketClearingTests
{
    private readonly MarketBuilder _market = MarketBuilder.Trading();

    [Fact]
    public void Apply_OwesALegToBothSides_LinkedToTheirPreviousOnes()
    {
        _market.Clear(_market.Trade("2")).Clear(_market.Trade("1", buyer: Carol));
        var outbox = _market.Clearing.Outbox;
        Assert.Equal([(4, 0)], Owed(Alice));
        Assert.Equal([(4, 0), (5, 4)], Owed(Bob));
        Assert.Equal([(5, 0)], Owed(Carol));
        _market.Clearing.Confirm(Bob, 4);
        Assert.Equal([(5, 4)], Owed(Bob));
        Assert.Equal((4, 0), (_market.Ledger.Accounts[Bob].AcknowledgedSequence, _market.Ledger.Accounts[Alice].AcknowledgedSequence));
        _market.Clearing.Confirm(Bob, 2); // late
        Assert.Equal(4, _market.Ledger.Accounts[Bob].AcknowledgedSequence);

        IEnumerable<(long, long)> Owed(AccountId account) => outbox.Peek(account, 10, long.MaxValue).Select(leg => (leg.Sequence, leg.PreviousSequence));
    }

    [Fact]
    public void LegsAfter_WalksBackToTheCursor_AndShowsNothingThatIsNotDurable()
    {
        for (var i = 0; i < 4; i++) _market.Clear(_market.Trade()).Clear(_market.Trade(buyer: Carol)); // Alice at 4, 6, 8, 10
        Assert.Equal([4, 6, 8, 10], SequencesOf(After(0, durable: 11)));
        Assert.Equal([8, 10], SequencesOf(After(6, durable: 11)));
        Assert.Equal([8, 10], SequencesOf(After(7, durable: 11)));
        Assert.Equal([4, 6], SequencesOf(After(0, durable: 7)));
        Assert.Empty(After(10, durable: 11).Legs);
        Assert.True(After(0, durable: 11).IsComplete);
        Assert.Empty(_market.Clearing.LegsAfter(AccountId.Create("stranger"), 0, 11)!.Legs);
    }

    [Fact]
    public void LegsAfter_MoreThanOneAnswerTakes_ComeInPages()
    {
        for (var i = 0; i < MarketClearing.LegsPerAnswer + 88; i++) _market.Clear(_market.Trade());
        var first = After(0, durable: long.MaxValue);
        Assert.Equal((MarketClearing.LegsPerAnswer, false), (first.Legs.Length, first.IsComplete));
        var second = After(first.Legs[^1].Sequence, durable: long.MaxValue);
        Assert.Equal((88, true), (second.Legs.Length, second.IsComplete));
        Assert.Equal(first.Legs[^1].Sequence, second.Legs[0].PreviousSequence);
    }

    [Fact]
    public void LegsAfter_BeyondMemory_IsNull()
    {
        _market.Clear(_market.Trade());
        for (var i = 0; i < RecentTrades.Capacity; i++) _market.Clear(_market.Trade(buyer: Bob, seller: Carol));
        Assert.Null(_market.Clearing.LegsAfter(Alice, 0, long.MaxValue));
        Assert.Empty(After(4, durable: long.MaxValue).Legs); // nothing after the cursor needs no memory
        Assert.Null(_market.Clearing.LegsAfter(Bob, 0, long.MaxValue));
        Assert.Equal(2, _market.Clearing.LegsAfter(Bob, _market.Ledger.Sequence - 2, long.MaxValue)!.Legs.Length);
    }

    [Fact]
    public void LegsAfter_TellsWhatIsInFlightAndWhatIsSettling()
    {
        var inFlight = _market.Begin(_market.Trade());
        var settling = _market.Begin(_market.Trade("2", buyer: Bob, seller: Alice));
        _market.Finish(settling);
        _market.Clearing.Settling.Add(settling);
        var answer = After(0, durable: 3);
        Assert.Empty(answer.Legs);
        Assert.Equal([inFlight.Buyer], answer.InFlight);
        Assert.Equal([settling.Seller], answer.Settling);
    }

    [Fact]
    public void See_OlderActivationThanOneThatAskedBefore_IsRefused_AndItsGrantsAreNotTaken()
    {
        _market.Clear(_market.Trade());
        See(Alice, 5);
        See(Alice, 5);
        Expect.Refused(MarketDecider.See(_market.Ledger, Alice, 4, Start).Refusal, RefusalCode.ActivationSuperseded, "alice");
        See(Alice, 6);
        Assert.Equal((false, true, true, true), (_market.Ledger.IsCurrent(Alice, 5), _market.Ledger.IsCurrent(Alice, 6), _market.Ledger.IsCurrent(Alice, 7), _market.Ledger.IsCurrent(Bob, 0)));
    }

    [Fact]
    public void See_OutlivesTheMarketsMemory()
    {
        See(Alice, 5);
        var restored = MarketLedger.FromState(_market.Ledger.ToState(null));
        Assert.Equal((false, true), (restored.IsCurrent(Alice, 4), restored.IsCurrent(Alice, 5)));
    }

    private void See(AccountId account, long epoch) => _market.Do(MarketDecider.See(_market.Ledger, account, epoch, Start));

    private LegsAnswer After(long cursor, long durable) => _market.Clearing.LegsAfter(Alice, cursor, durable)!;

    private static IEnumerable<long> SequencesOf(LegsAnswer answer) => answer.Legs.Select(leg => leg.Sequence);
}
