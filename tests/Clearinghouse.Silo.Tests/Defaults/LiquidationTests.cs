using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Risk;
using Clearinghouse.Core.Units;
using Clearinghouse.Grains.Risk;
using Xunit;

namespace Clearinghouse.Silo.Tests.Defaults;

/// <summary>Calls and liquidations through the grains: an account that falls short is called, reduced, and let go with what is its own.</summary>
public sealed class LiquidationTests(DefaultsFixture fixture) : IClassFixture<DefaultsFixture>
{
    [Fact]
    public async Task A_call_is_met_by_a_deposit()
    {
        var opened = await DefaultFloor.OpenAsync(fixture.Cluster, "met", new DefaultPolicy());
        var floor = opened.Floor;
        await floor.ReportAsync(88m); // equity 399 against 440
        var called = await opened.StandsAsync(0, AccountRiskState.MarginCall);
        var since = called.Path!.Risk.Since!.Value;
        Assert.Equal(since.AddDays(1), called.Path.Risk.Deadline);
        Assert.Equal(RefusalCode.InitialMarginShort, (await floor.ClearAsync(floor.Trade(100, price: 88m))).Refusal?.Code);
        await floor.ClearedAsync(floor.Trade(101, buyer: 1, seller: 0, price: 88m)); // a reduction

        await floor.CreatedAsync(id => floor.Account(0).DepositAsync(id, floor.Pool, 200m));
        var recovered = await opened.StandsAsync(0, AccountRiskState.Recovered);
        Assert.Null(recovered.Path!.Order);
        Assert.Equal(0, recovered.Path.LastOrder);
        await opened.VerifiedAsync();
    }

    [Fact]
    public async Task A_call_that_is_not_met_is_liquidated_to_initial_margin_by_time_alone()
    {
        var opened = await DefaultFloor.OpenAsync(fixture.Cluster, "expired", new DefaultPolicy());
        var floor = opened.Floor;
        await floor.ReportAsync(88m);
        await opened.StandsAsync(0, AccountRiskState.MarginCall);
        opened.Pass(86_401);
        await opened.StandsAsync(0, AccountRiskState.Liquidating);
        Assert.Equal(Quantity.FromInteger(50), await floor.PositionAsync(0));
        var recovered = await opened.LiquidatedAsync(0, AccountRiskState.Recovered);
        Assert.Equal(LiquidationCause.CallExpired, recovered.Path!.Risk.Cause);
        Assert.True(recovered.Margin!.IsInitialCovered);

        // What was closed is in the pool's own book, which nobody asks for margin.
        await floor.SettledAsync();
        var (left, taken) = (await floor.PositionAsync(0), await opened.PositionAsync(opened.Book));
        Assert.Equal(Quantity.FromInteger(50), left + taken);
        Assert.InRange(left.ToDouble(), 40, 49.9);
        Assert.Equal(RefusalCode.SenderNotAllowed, (await TradeOfBookAsync(opened)).Refusal?.Code);
        await opened.VerifiedAsync();
    }

    [Fact]
    public async Task Below_maintenance_margin_a_part_goes_to_a_backstop_after_the_grace_and_the_rest_stays_the_accounts_own()
    {
        var vault = DefaultFloor.OtherName("partial", "vault");
        var opened = await DefaultFloor.OpenAsync(fixture.Cluster, "partial", new DefaultPolicy { Backstops = [new Backstop(AccountId.Create(vault), Amount.FromInteger(1_000_000))] });
        var floor = opened.Floor;
        await floor.CreatedAsync(id => opened.Other("vault").DepositAsync(id, floor.Pool, 100_000m));
        await floor.ReportAsync(84m); // equity 199 against 210
        await opened.StandsAsync(0, AccountRiskState.Liquidating);
        opened.Pass(20);
        await CheckMarginAsync(opened, 0);
        Assert.Equal(Quantity.FromInteger(50), await floor.PositionAsync(0));

        // Maintenance margin is covered again, initial margin is not: a new call.
        var called = await opened.LiquidatedAsync(0, AccountRiskState.MarginCall, call: 2);
        await floor.SettledAsync();
        var (left, taken) = (await floor.PositionAsync(0), await opened.PositionAsync(opened.Other("vault")));
        Assert.Equal(Quantity.FromInteger(50), left + taken);
        Assert.True(left.IsPositive && taken.IsPositive);
        Assert.True(called.Margin!.Equity >= called.Margin.MaintenanceMargin.Times(Ratio.FromPpm(1_100_000), Rounding.Ceiling));
        Assert.All((await opened.EventsOf(0)).OfType<CloseOutOrdered>().Select(ordered => ordered.Order), order =>
        {
            Assert.Equal((TakerKind.Backstop, CloseOutPurpose.Liquidation), (order.Trades[0].Kind, order.Purpose));
            Assert.NotEmpty(order.SnapshotVersions);
        });

        await floor.ReportAsync(100m);
        var recovered = await opened.StandsAsync(0, AccountRiskState.Recovered, call: 2);
        await floor.CreatedAsync(id => floor.Account(0).WithdrawAsync(id, 100m));
        Assert.True(recovered.Margin!.FreeCollateral > Amount.FromInteger(100));
        await opened.VerifiedAsync();
    }

    [Fact]
    public async Task Backstops_are_asked_in_order_each_up_to_its_own_limit()
    {
        AccountId Name(string account) => AccountId.Create(DefaultFloor.OtherName("order", account));
        var policy = new DefaultPolicy
        {
            Backstops = [new(Name("nobody"), Amount.FromInteger(1_000_000)), new(Name("full"), Amount.Parse("0.01")), new(Name("poor"), Amount.FromInteger(1_000_000)), new(Name("rich"), Amount.FromInteger(1_000))],
        };
        var opened = await DefaultFloor.OpenAsync(fixture.Cluster, "order", policy);
        var floor = opened.Floor;
        foreach (var (account, deposit) in (IEnumerable<(string, decimal)>)[("full", 100_000m), ("poor", 0.000001m), ("rich", 100_000m)])
            await floor.CreatedAsync(id => opened.Other(account).DepositAsync(id, floor.Pool, deposit));
        await floor.ReportAsync(84m);
        await opened.StandsAsync(0, AccountRiskState.Liquidating);
        await opened.LiquidatedAsync(0, AccountRiskState.MarginCall, call: 2);
        var answers = (await opened.EventsOf(0)).OfType<CloseOutAnswered>().Select(answered => answered.Answers[0].Refusal?.Code).Take(4);
        Assert.Equal([RefusalCode.AccountUnknown, RefusalCode.BackstopFull, RefusalCode.InitialMarginShort, null], answers);
        await floor.SettledAsync();
        var taken = await opened.PositionAsync(opened.Other("rich"));
        Assert.True(taken.IsPositive);

        // The whole of what is left would be beyond the last one's limit: the pool's own book takes it.
        await floor.ReportAsync(70m);
        await opened.StandsAsync(0, AccountRiskState.Closed, call: 2);
        await floor.SettledAsync();
        Assert.Equal((taken, Quantity.FromInteger(50) - taken), (await opened.PositionAsync(opened.Other("rich")), await opened.PositionAsync(opened.Book)));
        await opened.VerifiedAsync();
    }

    [Fact]
    public async Task Nothing_is_liquidated_at_a_mark_that_is_not_reliable_and_the_path_goes_on_when_it_is()
    {
        var quiet = new BreakerThresholds(null);
        var breaker = new BreakerPolicy { Windows = [], Drawdown = quiet, LiquidationVolume = quiet, PoolDepletion = quiet, ForecastJump = quiet };
        var opened = await DefaultFloor.OpenAsync(fixture.Cluster, "doubt", new DefaultPolicy(), DefaultFloor.Deep with { Breaker = breaker });
        var floor = opened.Floor;
        await floor.CreatedAsync(id => floor.Market.SetBreakerAsync(id, BreakerLevel.Halted, "the index is wrong", fixture.Cluster.Clock.GetUtcNow().AddMinutes(10)));
        await floor.ReportAsync(78m); // equity −101
        await opened.StandsAsync(0, AccountRiskState.Liquidating);
        opened.Pass(60);
        await CheckMarginAsync(opened, 0);
        await CheckMarginAsync(opened, 0);
        var waiting = await opened.StandsAsync(0, AccountRiskState.Liquidating);
        Assert.Equal((0, Quantity.FromInteger(50)), (waiting.Path!.LastOrder, await floor.PositionAsync(0)));

        opened.Pass(600);
        await floor.ReportAsync(78m);
        var known = await opened.ClosedAsync(0);
        Assert.Equal(Amount.FromInteger(101), known.Claim.Debt);
        await opened.VerifiedAsync();
    }

    /// <summary>What a risk shard asks of an account after a price.</summary>
    private Task<AccountExposure> CheckMarginAsync(DefaultFloor opened, int trader) => fixture.Cluster.Client.Cluster.GetGrain<IAccountRisk>(opened.Floor.AccountName(trader)).CheckMargin([]);

    private static Task<ClearOutcome> TradeOfBookAsync(DefaultFloor opened) => opened.Floor.ClearAsync(opened.Floor.Trade(103, buyer: 2, price: 88m) with { Seller = opened.Book.Id });
}
