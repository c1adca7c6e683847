using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Tests.Builders;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;

namespace Clearinghouse.Core.Tests.Clearing;

/// <summary>Ledgers as data at the edges of their lives; what lies between is in the random histories.</summary>
public sealed class LedgerStateTests
{
    [Fact]
    public void Market_BeforeItIsOpenAndBeforeItsFirstPrice_RoundTrips()
    {
        RoundTrips(MarketBuilder.Unopened());
        RoundTrips(MarketBuilder.Open());
        RoundTrips(MarketBuilder.Open().List(Terms.Perpetual()));

        static void RoundTrips(MarketBuilder market)
        {
            var bytes = CanonicalEncoding.Encode(market.Ledger.ToState(null));
            Assert.Equal(bytes, CanonicalEncoding.Encode(MarketLedger.FromState(CanonicalEncoding.Decode<MarketLedgerState>(bytes)).ToState(null)));
        }
    }

    [Fact]
    public void Account_BeforeItsFirstDeposit_RoundTrips()
    {
        var bytes = CanonicalEncoding.Encode(new AccountBuilder(Alice).Append(new AccountActivated { At = Start }).Ledger.ToState());
        var restored = AccountLedger.FromState(CanonicalEncoding.Decode<AccountLedgerState>(bytes));
        Assert.Equal((1L, 1L, null), (restored.Sequence, restored.Epoch, restored.Pool));
        Assert.Equal(bytes, CanonicalEncoding.Encode(restored.ToState()));
    }

    [Fact]
    public void Pool_Untouched_RoundTrips()
    {
        var bytes = CanonicalEncoding.Encode(new PoolLedger(Pool).ToState());
        Assert.Equal(bytes, CanonicalEncoding.Encode(PoolLedger.FromState(CanonicalEncoding.Decode<PoolLedgerState>(bytes)).ToState()));
    }

    [Fact]
    public void Market_RecallFrom_ReachesBackToTheOldestLegThatIsOwed()
    {
        var market = MarketBuilder.Trading();
        Assert.Equal(4, market.Ledger.ToState(null).RecallFrom); // nothing to recall
        market.Clear(market.Trade()).Report("101");
        Assert.Equal(4, market.Ledger.ToState(market.Clearing.Outbox.OldestSequence).RecallFrom);
        Assert.Equal(2, market.Ledger.ToState(2).RecallFrom);
    }

    [Fact]
    public void Market_ChangedAfterItsStateWasTaken_LeavesTheStateAlone()
    {
        var market = MarketBuilder.Trading();
        var state = market.Ledger.ToState(null);
        var before = CanonicalEncoding.Encode(state);
        market.Clear(market.Trade()).Accrue(Perp, "0.01");
        Assert.Equal(before, CanonicalEncoding.Encode(state));
    }
}
