using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Settlements;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Defaults;

/// <summary>Oracles die for good while an account can't be closed out: the market is settled by its rule, and whoever waited goes on.</summary>
public sealed class MarketSettlementTests(PostgresFixture postgres)
{
    private const int SilenceSeconds = 3_600;

    private static readonly DefaultPolicy Policy = new() { Waterfall = new WaterfallTerms { AssessmentMultiple = Ratio.Zero } };

    private static readonly MarketParameters Parameters = DefaultFloor.Deep with
    {
        PriceMaxAgeSeconds = 60,
        Breaker = new BreakerPolicy(),
        Settlement = new SettlementRule { SilenceSeconds = SilenceSeconds, AveragingSeconds = 60, ReturnSeconds = 0, NoticeSeconds = 3_600 },
    };

    [Theory]
    [InlineData(null, false)]
    [InlineData("marketSettled", true)]
    [InlineData("marketSettled", false)]
    [InlineData("legApplied", false)]
    [InlineData("lossAllocated", true)]
    public async Task Silence_settles_the_market_and_a_default_that_waited_goes_through_the_waterfall(string? step, bool isWritten)
    {
        await using var cluster = await ClearingCluster.StartAsync(DatabaseKind.Sqlite, postgres, DefaultsFixture.Settings with { ResponseTimeout = TimeSpan.FromSeconds(5) });
        var opened = await DefaultFloor.OpenAsync(cluster, "silent", Policy, Parameters);
        var floor = opened.Floor;
        await opened.FundAsync(own: 20m, other: 30m, house: 10m, insurance: 2_000m);

        // At 60 trader 0 owes 1,001. Nobody is liquidated while the market is halted, and before the halt ends the oracles are gone.
        await floor.CreatedAsync(id => floor.Market.SetBreakerAsync(id, BreakerLevel.Halted, "prices make no sense", cluster.Clock.GetUtcNow().AddMinutes(30)));
        for (var second = 0; second < 62; second++) await floor.ReportAsync(60m);
        await opened.StandsAsync(0, AccountRiskState.Liquidating);
        opened.Pass(SilenceSeconds - 61);
        var early = await floor.Market.SettleAsync("settle", "no oracle is left");
        Assert.Equal(RefusalCode.SettlementNotDue, early.Refusal?.Code);
        Assert.Equal(Quantity.FromInteger(50), await floor.PositionAsync(0));
        Assert.Equal(AccountRiskState.Liquidating, (await floor.Account(0).GetStatementAsync()).Path!.Risk.State);

        var store = ClearingCluster.StoreOf(Assert.Single(cluster.Silos));
        if (step is not null) store.CutAt(step, isWritten);
        opened.Pass(61);
        if (step is not null)
        {
            await Eventually.HoldsAsync($"the silo died at {step}", () => Task.FromResult(store.IsCut));
            await cluster.RestartAsync(kill: true);
        }

        await Eventually.AnswersAsync("the market is settled", floor.Market.GetSnapshotAsync, snapshot => snapshot?.SettledAt is not null);
        var settled = Assert.Single((await floor.Market.Grain.ReadEvents(1, 4_096)).Events.OfType<MarketSettled>());
        Assert.Equal((Price.FromDecimal(60m), null), (Assert.Single(settled.Contracts).Price, settled.Command));
        Assert.Equal(RefusalCode.NothingToSettle, (await floor.Market.SettleAsync("settle", "no oracle is left")).Refusal?.Code);

        var known = await opened.ClosedAsync(0);
        Assert.Equal(Amount.FromInteger(1_001), known.Plan.Loss);
        Assert.DoesNotContain(known.Plan.Postings, posting => posting.Kind == WaterfallLayerKind.Uncovered);
        Assert.Equal((Amount.Zero, Quantity.Zero, Quantity.Zero), (await floor.CashAsync(0), await floor.PositionAsync(0), await floor.PositionAsync(1)));
        Assert.Equal(Amount.FromInteger(1_001_000 - 1 + 2_000), await floor.CashAsync(1));
        Assert.Equal(RefusalCode.ContractExpired, (await floor.ClearAsync(floor.Trade(99, 2, 1, 1m, 60m))).Refusal?.Code);
        await opened.VerifiedAsync();

        // Prices that come back change nothing of it.
        await floor.ReportAsync(100m);
        Assert.Equal(Amount.Zero, await floor.CashAsync(0));
        await opened.VerifiedAsync();
    }

    [Theory]
    [InlineData(70, null, false)]
    [InlineData(80, null, false)]
    [InlineData(90, null, false)]
    [InlineData(80, "marketSettled", true)]
    [InlineData(80, "marketSettled", false)]
    [InlineData(80, "bookGainReturned", true)]
    [InlineData(80, "bookGainReturned", false)]
    [InlineData(80, "poolTransferred", false)]
    public async Task A_wind_down_with_notice_closes_everybody_and_what_the_book_made_of_it_is_shared(int price, string? step, bool isWritten)
    {
        await using var cluster = await ClearingCluster.StartAsync(DatabaseKind.Sqlite, postgres, DefaultsFixture.Settings with { ResponseTimeout = TimeSpan.FromSeconds(5) });
        var opened = await DefaultFloor.OpenAsync(cluster, "wound", Policy, Parameters with { Breaker = null });
        var floor = opened.Floor;
        await opened.FundAsync(own: 20m, other: 30m, house: 10m, insurance: 2_000m);
        await floor.ReportAsync(78m); // trader 0 is closed into the book, and its debt of 101 paid: 20, 10 and 71
        await opened.ClosedAsync(0);
        var at = cluster.Clock.GetUtcNow().AddHours(2);
        Assert.Equal(RefusalCode.SettlementNoticeShort, (await floor.Market.SettleAsync("short", "nobody trades it", cluster.Clock.GetUtcNow().AddMinutes(59))).Refusal?.Code);
        Assert.Equal(CommandStatus.Created, (await floor.Market.SettleAsync("wind-down", "nobody trades it", at)).Status);
        Assert.Equal(CommandStatus.Exists, (await floor.Market.SettleAsync("wind-down", "nobody trades it", at)).Status);
        for (var quarter = 1; quarter < 8; quarter++)
        {
            opened.Pass(890); // never silent for an hour
            await floor.ReportAsync(78m);
        }

        opened.Pass((at - cluster.Clock.GetUtcNow()).TotalSeconds - 62);
        for (var second = 0; second < 61; second++) await floor.ReportAsync(price);
        var store = ClearingCluster.StoreOf(Assert.Single(cluster.Silos));
        if (step is not null) store.CutAt(step, isWritten);
        opened.Pass(2);
        if (step is not null)
        {
            await Eventually.HoldsAsync($"the silo died at {step}", () => Task.FromResult(store.IsCut));
            await cluster.RestartAsync(kill: true);
        }

        await Eventually.AnswersAsync("the market is wound down", () => floor.Market.Grain.ReadEvents(1, 4_096), read => read.Events.OfType<MarketSettled>().Any());
        var settled = (await floor.Market.Grain.ReadEvents(1, 4_096)).Events.OfType<MarketSettled>().Single();
        Assert.Equal((Price.FromDecimal(price), at), (settled.Contracts[0].Price, settled.Contracts[0].Until));
        await floor.SettledAsync();
        Assert.Equal((Quantity.Zero, Quantity.Zero), (await floor.PositionAsync(1), await opened.PositionAsync(opened.Book)));

        // The book took 50 at 78. What it lost falls through the waterfall; what it gained goes to those who had paid, and no more than they had.
        var made = 50 * (price - 78);
        var (lost, returned) = (Math.Max(0, -made), Math.Clamp(made, 0, 101));
        await Eventually.AnswersAsync("the book's cash", opened.Book.ExplainMarginAsync, explained => explained!.Statement.Cash == Amount.FromInteger(made + lost - returned));
        await opened.VerifiedAsync();
        var funds = (await floor.PoolClient.GetSummaryAsync()).Funds;
        Assert.Equal(Amount.FromInteger(2_060 - 101 - lost + returned), funds[PoolFund.Insurance] + funds[PoolFund.House] + funds[PoolFund.DefaultFund]);
        Assert.Equal(Amount.FromInteger(price == 70 ? 1_529 : 2_000), funds[PoolFund.Insurance]);
    }
}
