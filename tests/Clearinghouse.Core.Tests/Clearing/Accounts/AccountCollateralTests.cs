using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Risk;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing.Accounts;

/// <summary>An account that holds bitcoin and a stable coin beside cash: prices of 100 and 1, a perpetual on bitcoin.</summary>
public sealed class AccountCollateralTests
{
    private static readonly AssetId Coin = AssetId.Create("btc-on-chain");
    private static readonly AssetId Stable = AssetId.Create("usdc");
    private static readonly MarketId StableMarket = MarketId.Create("usdc");

    private readonly MarketBuilder _market = MarketBuilder.Trading();
    private readonly MarketBuilder _stable = MarketBuilder.Open(new MarketParameters { Risk = new RiskParameters { DailyVolatility = R("0.001") } }, "usdc").Report("1");
    private readonly AccountBuilder _alice;

    public AccountCollateralTests()
    {
        _alice = new AccountBuilder(Alice, _market, _stable);
        _alice.View.Collateral = new CollateralTerms(Pool, 3, new CollateralPolicy
        {
            Assets =
            [
                new() { Asset = Coin, Market = Btc, AverageDailyVolume = A("100000000"), ValueCap = A("5000") },
                new() { Asset = Stable, Market = StableMarket, AverageDailyVolume = A("100000000"), ValueCap = A("5000"), Peg = P("1") },
            ],
            AccountCap = A("8000"),
        });
    }

    [Fact]
    public void Collateral_CountsAfterHaircuts_AndEveryHaircutIsExplained()
    {
        _alice.Deposit("10").Do(_alice.DecideDeposit(Coin, "10")).Do(_alice.DecideDeposit(Stable, "500"));
        var statement = _alice.Statement();
        var collateral = statement.Collateral!;
        Assert.Equal(A("10") + collateral.Value, statement.Equity);
        Assert.Equal([A("1000"), A("500")], collateral.Lines.Select(line => line.MarketValue));
        Assert.All(collateral.Lines, line => Assert.Equal(line.MarketValue, line.Terms.Aggregate(line.Value, (sum, term) => sum + term.Amount)));
        Assert.Equal([HaircutReason.Volatility, HaircutReason.Spread], collateral.Lines[0].Terms.Select(term => term.Reason));
        Assert.Contains(HaircutReason.Depeg, collateral.Lines[1].Terms.Select(term => term.Reason));
        Assert.Equal(3, statement.CollateralVersion);
        Assert.True(collateral.Lines[1].Value.ToDouble() / 500 > collateral.Lines[0].Value.ToDouble() / 1000);
    }

    [Fact]
    public void Collateral_CarriesMargin_AndThatWhichFallsWithThePositionCarriesLess()
    {
        _alice.Do(_alice.DecideDeposit(Coin, "10"));
        var idle = _alice.Statement().Equity;
        var (longer, shorter) = (MarginPolicies.Default.Evaluate(Holding(_alice, "40")).Equity, MarginPolicies.Default.Evaluate(Holding(_alice, "-40")).Equity);
        Assert.True(longer < idle, $"a long position makes bitcoin the wrong way: {longer} of {idle}");
        Assert.Equal(idle, shorter);
    }

    [Fact]
    public void Liquidation_ComesSooner_WhenTheCollateralFallsToo()
    {
        var withCash = new AccountBuilder(Bob, _market, _stable).Deposit("1000");
        _alice.Do(_alice.DecideDeposit(Coin, "10"));
        Assert.True(LiquidationOf(_alice) > LiquidationOf(withCash));

        double LiquidationOf(AccountBuilder account) => LiquidationSearch.Find(Holding(account, "50"), MarginPolicies.Default).Single().LiquidationPrice!.Value.ToDouble();
    }

    [Fact]
    public void Withdrawal_LeavesTheInitialMarginCovered()
    {
        _alice.Do(_alice.DecideDeposit(Stable, "500"));
        Assert.True(_alice.TryReserve(Fill("30"))); // needs 300
        Expect.Refused(_alice.DecideWithdrawal(Stable, "501"), RefusalCode.CollateralShort, "usdc", required: "501", available: "500");
        Assert.Equal(RefusalCode.FreeCollateralShort, _alice.DecideWithdrawal(Stable, "250").Refusal!.Code);
        Assert.Equal(RefusalCode.PriceStale, _alice.DecideWithdrawal(Stable, "1", _stable.Now.AddSeconds(61)).Refusal!.Code);
        _alice.Do(_alice.DecideWithdrawal(Stable, "100"));
        Assert.Equal(Q("400"), _alice.Ledger.Collateral[Stable]);
    }

    [Fact]
    public void AnAccountThatOwesNothing_MayLeave_WithoutPrices()
    {
        _alice.Do(_alice.DecideDeposit(Stable, "500"));
        _alice.View.Collateral = null;
        _alice.Do(_alice.DecideWithdrawal(Stable, "500"));
        Assert.Empty(_alice.Ledger.Collateral);
    }

    [Fact]
    public void Deposit_OfWhatIsNotTaken_IsRefused()
    {
        Expect.Refused(_alice.DecideDeposit(AssetId.Create("doge"), "1"), RefusalCode.CollateralNotAccepted, "doge");
        Expect.Refused(_alice.DecideDeposit(Coin, "0"), RefusalCode.QuantityNotPositive, "quantity", available: "0");
        Expect.Refused(_alice.DecideDeposit(Coin, "1000000001"), RefusalCode.AmountOutOfRange, "quantity", available: "1000000001", limit: "1000000000");
    }

    [Fact]
    public void Collateral_NoLongerTaken_CountsForNothing_AndStays()
    {
        _alice.Do(_alice.DecideDeposit(Coin, "10"));
        _alice.View.Collateral = _alice.View.Collateral! with { Policy = _alice.View.Collateral.Policy with { Assets = [] } };
        Assert.Equal(Amount.Zero, _alice.Statement().Equity);
        Assert.Equal(Q("10"), _alice.Ledger.Collateral[Coin]);
    }

    [Fact]
    public void Journal_HoldsTheCollateral_AcrossSnapshots()
    {
        _alice.Do(_alice.DecideDeposit(Coin, "10")).Do(_alice.DecideDeposit(Stable, "500")).Do(_alice.DecideWithdrawal(Coin, "10"));
        var restored = AccountLedger.FromState(CanonicalEncoding.Decode<AccountLedgerState>(CanonicalEncoding.Encode(_alice.Ledger.ToState())));
        Assert.Equal(_alice.Ledger.Collateral, restored.Collateral);
        Assert.Equal([Stable], restored.Collateral.Keys);
    }

    [Fact]
    public void DoubtAndDepeg_RaiseInitialMarginOfPortfolios_Only()
    {
        var terms = _alice.View.Collateral!;
        _alice.View.Collateral = terms with { Policy = terms.Policy with { SettlementMarket = StableMarket } };
        _alice.Deposit("5000").Append(new MarginTermsSet(new SetMarginTerms(Header("terms"), new MarginTerms(MarginMode.Portfolio))) { At = Start });
        Assert.True(_alice.TryReserve(Fill("10")));
        var calm = _alice.Statement();
        _stable.Report("0.95");
        _market.Append(new SnapshotPublished(2, _market.Now, P("100"), [], R("0.5")) { At = _market.Now });
        var doubtful = _alice.Statement();
        Assert.Equal(calm.MaintenanceMargin, doubtful.MaintenanceMargin);

        // Ten contracts of 100: half of the doubt of a half, and twice the three cents under 98.
        var added = doubtful.Components.Where(component => component.Kind is MarginComponentKind.OracleConfidence or MarginComponentKind.Depeg).Select(component => component.Initial.ToDouble()).ToList();
        Assert.Equal(250, added[0], 6);
        Assert.Equal(60, added[1], 6);
        Assert.Equal(calm.InitialMargin.ToDouble() + 310, doubtful.InitialMargin.ToDouble(), 6);
    }

    [Fact]
    public void Sweep_AndStress_KnowTheCollateral()
    {
        var book = new RiskBook(MarginPolicies.Default);
        _alice.Do(_alice.DecideDeposit(Coin, "10"));
        var market = AccountMarket.Joined(Btc) with { Positions = ImmutableSortedDictionary<ContractId, Position>.Empty.Add(Perp, PositionOf("50")) };
        var exposure = AccountExposure.Of(_alice.Ledger) with { Markets = [market], Venue = Venue };
        book.Report(exposure);
        Assert.Equal((1, 1, 0, 0), (book.Sweep(_alice.View).Accounts, book.Sweep(_alice.View).Exact, book.Sweep(_alice.View).Short, book.Sweep(_alice.View).UnderWater));

        // 40 % off 50 contracts of 100 and off 10 coins of 100.
        var crash = book.Stress(_alice.View).Where(outcome => outcome.Scenario.Contains("2020-03-12", StringComparison.Ordinal)).ToList();
        Assert.Equal([null, Venue], crash.Select(outcome => outcome.Venue));
        Assert.All(crash, outcome => Assert.Equal((2400.0, 1400.0, 1), (Math.Round(outcome.Losses, 6), Math.Round(outcome.Uncovered, 6), outcome.UnderWater)));
        var alone = AccountStress.Of(exposure.ToInput(_alice.View)!, _alice.View, _alice.View.Scenarios).First();
        Assert.Equal((-2400.0, -1400.0), (Math.Round(alone.Profit, 6), Math.Round(alone.EquityAfter, 6)));

        _market.Report("88");
        Assert.Equal(1, book.Sweep(_alice.View).Short);
    }

    /// <summary>The account as if it held so many contracts, bought at the mark.</summary>
    private MarginInput Holding(AccountBuilder account, string quantity)
    {
        var snapshot = _market.Ledger.Snapshot!;
        var exposure = new ContractExposure(Btc, PositionOf(quantity), Quantity.Zero, Quantity.Zero, Amount.Zero, snapshot.Find(Perp)!, snapshot) { Risk = account.View.FindRisk(snapshot) };
        return ExposureBuilder.Build(account.Ledger, [], account.View, out _)! with { Exposures = [exposure] };
    }

    private static Position PositionOf(string quantity) => Position.Flat(Q("1")).Fill(Q(quantity), P("100"), Price.Zero, Amount.Zero).Position;

    private static Reservation Fill(string quantity) => new()
    {
        Market = Btc,
        Pool = Pool,
        Trade = new TradeKey(Venue, TradeId.Create($"t{quantity}")),
        Contract = Perp,
        Quantity = Q(quantity),
        Price = P("100"),
        Fee = Amount.Zero,
        LapsesAt = Start.AddHours(1),
    };
}
