using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Risk;
using Clearinghouse.Core.Settlements;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Accounts;

/// <summary>An account that holds, beside cash, a coin of which nobody knows a price.</summary>
public sealed class UnpricedCollateralTests
{
    private static readonly AssetId Ghost = AssetId.Create("ghost");
    private static readonly AssetId Coin = AssetId.Create("btc-on-chain");
    private static readonly MarketId GhostMarket = MarketId.Create("ghost");

    [Fact]
    public void Asset_ThatNeverHadAPrice_CountsForNothing_AndTheStatementSaysOfHowMuch()
    {
        var account = Holding("7", cash: "100");
        var line = Assert.Single(account.Statement().Collateral!.Lines);
        Assert.Equal((Ghost, Amount.Zero, Amount.Zero, Q("7")), (line.Asset, line.MarketValue, line.Value, line.UnpricedQuantity));
        Assert.Equal(A("100"), account.Statement().Equity);
    }

    [Fact]
    public void Asset_WhosePriceHasMerelyNotBeenHeardOf_LeavesMarginUnknown()
    {
        var account = Holding("7", cash: "100");
        account.View.Unpriced.Clear();
        Assert.Null(ExposureBuilder.Build(account.Ledger, [], account.View, out var missing));
        Assert.Equal(GhostMarket, missing);
        Assert.Null(AccountExposure.Of(account.Ledger).ToInput(account.View));
    }

    [Fact]
    public void Asset_WhoseMarketWasSettledForSilence_CountsForNothingUntilThereIsAPrice()
    {
        var market = MarketBuilder.Open(new MarketParameters { Settlement = new SettlementRule() }, "ghost").Report("10");
        var account = new AccountBuilder(Alice, market).Deposit("100");
        account.View.Collateral = Terms();
        account.Do(account.DecideDeposit(Ghost, "7"));
        Assert.True(account.Statement().Equity > A("100"));
        market.Now = market.Now.AddDays(1);
        market.Do(SettlementDecider.Lapse(market.Ledger, Start, market.Now));
        Assert.Equal((A("100"), Q("7")), (account.Statement().Equity, account.Statement().Collateral!.Lines[0].UnpricedQuantity));
        Assert.Equal(A("100"), MarginOf(AccountExposure.Of(account.Ledger), account));
        market.Report("10");
        Assert.True(account.Statement().Equity > A("100"));
    }

    /// <summary>Whoever holds it may do exactly what who does not hold it may: withdraw as much, trade as much, and be called at the same price.</summary>
    [Fact]
    public void Asset_WithoutAPrice_LetsNobodyDoMoreThanWithoutIt() => Gen.Select(Gen.Int[1, 1_000], Gen.Int[20, 300], Gen.Int[1, 30], Gen.Int[70, 130], Gen.Int[1, 400]).Sample((held, cash, lots, price, asked) =>
    {
        var (market, with, without) = Pair($"{held}", $"{cash}");
        var trade = market.Trade($"{lots}");
        var inFlight = market.Begin(trade);
        Assert.Equal(without.TryReserve(inFlight.Buyer), with.TryReserve(inFlight.Buyer));
        market.Finish(inFlight);
        market.Report($"{price}");
        Assert.Equal(without.Statement().Equity, with.Statement().Equity);
        Assert.Equal((without.Statement().InitialMargin, without.Statement().MaintenanceMargin), (with.Statement().InitialMargin, with.Statement().MaintenanceMargin));
        Assert.Equal(Code(without.DecideWithdrawal(A($"{asked}"))), Code(with.DecideWithdrawal(A($"{asked}"))));
        Assert.Equal(MarginOf(AccountExposure.Of(without.Ledger), without), MarginOf(AccountExposure.Of(with.Ledger), with));
    });

    [Fact]
    public void Asset_WithoutAPrice_TakesNothingFromTheOthers()
    {
        var (_, with, without) = Pair("1000", "100");
        foreach (var account in (AccountBuilder[])[with, without]) account.Do(account.DecideDeposit(Coin, "2"));
        Assert.Equal(without.Statement().Equity, with.Statement().Equity);
        Assert.True(without.Statement().Equity > A("100"));
    }

    private static RefusalCode? Code<T>(Core.Clearing.Decision<T> decision) => decision.Refusal?.Code;

    private static Amount? MarginOf(AccountExposure exposure, AccountBuilder account) =>
        exposure.ToInput(account.View) is { } input ? Core.Margin.MarginPolicies.Default.Evaluate(input).Equity : null;

    private static (MarketBuilder Market, AccountBuilder With, AccountBuilder Without) Pair(string held, string cash)
    {
        var market = MarketBuilder.Trading();
        var (with, without) = (new AccountBuilder(Alice, market).Deposit(cash), new AccountBuilder(Alice, market).Deposit(cash));
        foreach (var account in (AccountBuilder[])[with, without])
        {
            account.View.Collateral = Terms();
            account.View.Unpriced.Add(GhostMarket);
        }

        with.Do(with.DecideDeposit(Ghost, held));
        return (market, with, without);
    }

    private static AccountBuilder Holding(string quantity, string cash) => Pair(quantity, cash).With;

    private static CollateralTerms Terms() => new(Pool, 3, new CollateralPolicy
    {
        Assets =
        [
            new() { Asset = Ghost, Market = GhostMarket, AverageDailyVolume = A("100000000"), ValueCap = A("5000") },
            new() { Asset = Coin, Market = Btc, AverageDailyVolume = A("100000000"), ValueCap = A("5000") },
        ],
        AccountCap = A("8000"),
    });
}
