using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Markets;

/// <summary>A market folds nothing that no decider would have written.</summary>
public sealed class MarketCorruptionTests
{
    private readonly MarketBuilder _market = MarketBuilder.Trading().List(Terms.Future());

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(2)]
    public void Apply_OutOfSequence_IsCorrupt(int step)
    {
        var cleared = Cleared();
        Expect.Corrupt(() => _market.Ledger.Apply(_market.Ledger.Sequence + step, cleared), $"expected {_market.Ledger.Sequence + 1}");
    }

    [Fact]
    public void Apply_SecondPool_IsCorrupt() =>
        Corrupt("under another pool", new MarketConfigured(new ConfigureMarket(Header("x"), OtherPool, new())) { At = Start });

    [Fact]
    public void Apply_ContractListedTwiceOrBeforeOpening_IsCorrupt()
    {
        var listed = new ContractListed(new ListContract(Header("x"), Terms.Perpetual())) { At = Start };
        Corrupt("listed already", listed);
        Expect.Corrupt(() => MarketBuilder.Unopened().Append(listed), "not open");
    }

    [Fact]
    public void Apply_SnapshotThatSkipsOrGoesBack_IsCorrupt()
    {
        var snapshot = _market.Ledger.Snapshot!;
        Corrupt("version skips", new SnapshotPublished(snapshot.Version + 2, snapshot.ObservedAt, P("1"), []) { At = Start });
        Expect.Corrupt(() => Fresh().Append(new SnapshotPublished(1, Start, P("1"), []) { At = Start }), "version skips");
        Expect.Corrupt(() => Fresh().Append(new SnapshotPublished(3, snapshot.ObservedAt.AddTicks(-1), P("1"), []) { At = Start }), "back in time");
        Expect.Corrupt(() => Fresh().Append(new SnapshotPublished(3, snapshot.ObservedAt, P("1"), [new(Call, P("1"))]) { At = Start }), "not listed");
    }

    [Fact]
    public void Apply_OlderActivationAfterANewerOne_IsCorrupt()
    {
        _market.Append(new ActivationSeen(Alice, 5) { At = Start });
        Corrupt("an older activation follows", new ActivationSeen(Alice, 4) { At = Start });
    }

    [Fact]
    public void Apply_LegsThatAreNotTheTrades_AreCorrupt()
    {
        Corrupt("sum to zero", Cleared() with { Seller = Cleared().Seller with { Quantity = Q("-2") } });
        Expect.Corrupt(() => Fresh().Append(Cleared() with { Buyer = Cleared().Buyer with { Account = Carol } }), "not the trade's");
        Expect.Corrupt(() => Fresh().Append(Cleared() with { Seller = Cleared().Seller with { Account = Carol } }), "not the trade's");
        Expect.Corrupt(() => Fresh().Append(Cleared() with { Trade = Cleared().Trade with { Quantity = Q("2") } }), "not the trade's");
        Expect.Corrupt(() => Fresh().Append(Cleared() with { Trade = Cleared().Trade with { Contract = Call } }), "not listed");
        Expect.Corrupt(() => Fresh().Append(Cleared() with { Buyer = Cleared().Buyer with { PreviousSequence = 1 } }), "previous leg");
        Expect.Corrupt(() => Fresh().Append(Cleared() with { Seller = Cleared().Seller with { Fee = A("-1") } }), "negative");
    }

    [Fact]
    public void Apply_TradeInAnExpiredContract_IsCorrupt()
    {
        var late = _market.Begin(_market.Trade(contract: Dated));
        var cleared = TradeDecider.Novate(_market.Ledger, late, Start).Events[0];
        _market.Expire(Dated, "100");
        Corrupt("expired", cleared);
    }

    [Fact]
    public void Apply_SettlementWithoutExpiryOrTwice_IsCorrupt()
    {
        Corrupt("has not expired", new PositionsSettled(Dated, P("100"), Price.Zero, []) { At = Start });
        var market = Fresh().Expire(Dated, "100");
        Expect.Corrupt(() => market.Append(market.Journal.OfType<ContractSettled>().Single()), "expired before");
    }

    [Fact]
    public void Apply_SettlementThatLeavesSomethingOpen_IsCorrupt()
    {
        _market.Clear(_market.Trade("2", contract: Dated));
        var decided = MarketDecider.Decide(_market.Ledger, new ExpireContract(Header("x", 99), Dated, P("100")), Terms.Expiry).Events;
        _market.Append(decided[0]);
        var settled = (PositionsSettled)decided[1];
        Corrupt("leaves a position open", settled with { Legs = [settled.Legs[0] with { Quantity = Q("-1") }, settled.Legs[1]] });
    }

    [Fact]
    public void Apply_FundingOfAnUnlistedContract_IsCorrupt() =>
        Corrupt("not listed", new FundingAccrued(new AccrueFunding(Header("x"), Call, R("0.01")), P("1"), P("1")) { At = Start });

    private static MarketBuilder Fresh() => MarketBuilder.Trading().List(Terms.Future());

    private TradeCleared Cleared()
    {
        var admitted = _market.Admit(_market.Trade()).InFlight!;
        return (TradeCleared)TradeDecider.Novate(_market.Ledger, admitted, Start).Events[0];
    }

    private void Corrupt(string what, MarketEvent e) => Expect.Corrupt(() => _market.Append(e), what);
}
