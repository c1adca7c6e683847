using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Accounts;

/// <summary>What liquidations of all accounts may take of a market within a window: counted and held by the market.</summary>
public sealed class SharedWindowTests
{
    private static readonly DefaultPolicy Policy = new() { Liquidation = new LiquidationTerms { MaxWindowNotional = A("300"), WindowSeconds = 120 } };

    /// <summary>Long 10 at 100 and short by more than what closing 300 restores.</summary>
    private readonly DrivenAccount _alice = new(Policy, [100, 0, 0], 40, () => true);

    public SharedWindowTests()
    {
        _alice.Drive();
        _alice.Pass(30);
        _alice.Drive();
    }

    private MarketBuilder Market => _alice.Markets[0];

    [Fact]
    public void AFullWindow_RefusesWithItsNumbers_PassesNobodyOver_AndIsWaitedFor()
    {
        Assert.Equal((AccountRiskState.Liquidating, 1, Q("7")), (_alice.State, _alice.Ledger.Path.Risk.Steps, _alice.Quantities.First()));
        Assert.Equal(A("300"), Market.Ledger.Liquidations!.UsedAt(Market.Now, 120));

        // The newest snapshot is older than the step, so the account asks, once, and hears when to ask again.
        _alice.Pass(10);
        _alice.Drive();
        var refused = Assert.Single(_alice.Account.Journal.OfType<CloseOutAnswered>().Last().Answers).Refusal!;
        Assert.Equal((RefusalCode.LiquidationWindowFull, "300", "0"), (refused.Code, refused.Limit, refused.Available));
        Assert.True(A(refused.Required!).IsPositive && AccountPathDecider.IsMarkets(refused));
        Assert.Equal(Market.Now.AddSeconds(110), refused.NotBefore);
        for (var i = 0; i < 10; i++)
        {
            _alice.Pass(10);
            _alice.Drive();
        }

        Assert.Equal((AccountRiskState.Liquidating, 2), (_alice.State, _alice.Ledger.Path.LastOrder));
        _alice.Pass(10);
        _alice.Drive();
        // Out of liquidation, and called anew for initial margin.
        Assert.Equal((AccountRiskState.MarginCall, 3), (_alice.State, _alice.Ledger.Path.LastOrder));
        Assert.Null(_alice.Ledger.Path.FullUntil);
    }

    [Fact]
    public void ASnapshotSaysWhatIsUsed_SoThatNobodyAsksInVain()
    {
        Market.Report("100");
        Assert.Equal(A("300"), Market.Ledger.Snapshot!.Liquidations!.UsedAt(Market.Now, 120));
        _alice.Pass(10);
        _alice.Drive();
        Assert.Equal((AccountRiskState.Liquidating, 1), (_alice.State, _alice.Ledger.Path.LastOrder));
        _alice.Pass(120);
        _alice.Drive();
        Assert.Equal((AccountRiskState.MarginCall, 2), (_alice.State, _alice.Ledger.Path.LastOrder));
    }

    [Fact]
    public void CloseOutsOfOneOrder_PassTogether_AndThoseInFlightCount()
    {
        var order = _alice.Account.Journal.OfType<CloseOutOrdered>().First().Order.Trades.Single() with { TradeId = OwnNames.TradeOf(Alice, 9, 0), Sequence = Market.Now.AddSeconds(200).ToUnixTimeMilliseconds(), Quantity = Q("-1") };
        var later = Market.Now.AddSeconds(121);
        Assert.Equal(RefusalCode.LiquidationWindowFull, RefusalOf(order with { Window = new(120, A("300"), A("301")) }));
        var first = CloseOutDecider.Admit(Market.Ledger, Market.Clearing.InFlight, order with { Window = new(120, A("300"), A("300")) }, knownToBeNew: true, later).InFlight!;
        Assert.Equal(new LiquidationCharge(A("100"), 120), first.Liquidated);
        Market.Clearing.InFlight.Add(first);
        var second = order with { TradeId = OwnNames.TradeOf(Alice, 9, 1) };
        Assert.Null(RefusalOf(second with { Window = new(120, A("300"), A("200")) }));
        Assert.Equal(RefusalCode.LiquidationWindowFull, RefusalOf(second with { Window = new(120, A("300"), A("201")) }));

        // What is left of a defaulter counts, and is never refused; what is no liquidation does not count.
        Assert.Null(RefusalOf(second with { Window = new(120, null, A("900")) }));
        Assert.Null(RefusalOf(second with { Window = null }));
        Market.Clearing.InFlight.Remove(first.Trade.Key);
        Assert.Equal(Amount.Zero, Market.Clearing.InFlight.Liquidated);

        RefusalCode? RefusalOf(CloseOut asked) => CloseOutDecider.Admit(Market.Ledger, Market.Clearing.InFlight, asked, knownToBeNew: true, later).Outcome?.Refusal?.Code;
    }

    [Fact]
    public void TheWindow_IsAFoldOfTheMarketsJournal()
    {
        var refolded = new MarketLedger(Btc);
        for (var i = 0; i < Market.Journal.Count; i++) refolded.Apply(i + 1, CanonicalEncoding.Decode<MarketEvent>(CanonicalEncoding.Encode(Market.Journal[i])));
        Assert.Equal(A("300"), refolded.Liquidations!.UsedAt(Market.Now, 120));
        var restored = MarketLedger.FromState(CanonicalEncoding.Decode<MarketLedgerState>(CanonicalEncoding.Encode(Market.Ledger.ToState(null))));
        Assert.Equal(Market.Ledger.Liquidations!.Uses, restored.Liquidations!.Uses);
    }
}
