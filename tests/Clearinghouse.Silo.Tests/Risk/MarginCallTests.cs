using Clearinghouse.Abstractions.Accounts;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Risk;

/// <summary>Prices move, and accounts that fall short are called though nobody touches them.</summary>
public sealed class MarginCallTests(PostgresFixture postgres) : IAsyncLifetime
{
    private ClearingCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await ClearingCluster.StartAsync(DatabaseKind.Sqlite, postgres, new ClearingClusterSettings
    {
        Silos = 1,
        Configuration = ClearingClusterSettings.Clearing(("RiskShards", "3"), ("RiskReportMs", "10"), ("RiskSweepMs", "1")),
    });

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_account_that_a_price_leaves_short_is_called_and_released_when_it_recovers()
    {
        var floor = await HeldAsync("calls");
        Assert.Null((await floor.Account(0).GetStatementAsync()).Call);

        // Long 50 from 100 on 999: at 84 equity is 199 against 210 of maintenance.
        await floor.ReportAsync(84m);
        var called = await Eventually.AnswersAsync("the call", floor.Account(0).GetStatementAsync, statement => statement.Call is not null);
        Assert.Equal((Amount.Parse("199"), Amount.Parse("210")), (called.Call!.Equity, called.Call.MaintenanceMargin));
        Assert.Null((await floor.Account(1).GetStatementAsync()).Call);

        await floor.ReportAsync(86m);
        await Eventually.AnswersAsync("the release", floor.Account(0).GetStatementAsync, statement => statement.Call is null);
        Assert.Equal([typeof(MarginCalled), typeof(MarginRestored)], (await EventsOf(floor)).Where(e => e is MarginCalled or MarginRestored).Select(e => e.GetType()));
        await _cluster.VerifyAsync();
    }

    [Fact]
    public async Task A_shard_that_was_lost_asks_the_accounts_again()
    {
        var floor = await HeldAsync("rebuild");
        await _cluster.RestartAsync(kill: true);
        await floor.ReportAsync(84m);
        await Eventually.AnswersAsync("the call", floor.Account(0).GetStatementAsync, statement => statement.Call is not null);
        var swept = await _cluster.Client.Risk.SweepAsync();
        Assert.Equal((2, 1, 0), (swept.Accounts, swept.Short, swept.Decided));
    }

    [Fact]
    public async Task Stress_says_what_events_would_cost()
    {
        var floor = await HeldAsync("stress");
        await Eventually.AnswersAsync("both accounts", _cluster.Client.Risk.SweepAsync, report => report.Accounts == 2);
        var crash = (await _cluster.Client.Risk.GetStressAsync()).OfPool.Single(outcome => outcome.Scenario.Contains("2020-03-12", StringComparison.Ordinal));

        // 50 × 40 lost on 999 of equity.
        Assert.Equal((2000, 1001), (Math.Round(crash.Losses, 6), Math.Round(crash.Uncovered, 6)));
        Assert.Equal((1, AccountId.Create(floor.AccountName(0))), (crash.UnderWater, crash.WorstAccount));
    }

    [Fact]
    public async Task Margin_is_chosen_explained_and_simulated_over_the_wire()
    {
        var floor = await HeldAsync("terms");
        var account = floor.Account(0);
        await floor.CreatedAsync(id => account.SetMarginTermsAsync(id, MarginMode.Portfolio, 20m));
        var explained = (await account.ExplainMarginAsync())!;
        Assert.Equal(("portfolio", Amount.Parse("5000")), (explained.Statement.Policy, explained.Statement.GrossNotional));
        Assert.Contains(explained.Statement.Components, component => component.Kind == MarginComponentKind.ScanRisk);
        Assert.InRange(Assert.Single(explained.Points).LiquidationPrice!.Value.ToDecimal(), 80m, 100m);

        var trade = new SimulatedTrade(floor.Market.Id, ContractId.Create(floor.Contract), Quantity.FromInteger(10));
        var granted = (await account.SimulateTradeAsync(trade))!;
        Assert.Null(granted.Refusal);
        Assert.True(granted.After!.InitialMargin > granted.Before.InitialMargin);
        Assert.Equal(RefusalCode.InitialMarginShort, (await account.SimulateTradeAsync(trade with { Quantity = Quantity.FromInteger(1000) }))!.Refusal?.Code);
        Assert.Equal(0, (await account.GetStatementAsync()).Reservations);
    }

    [Fact]
    public async Task A_liquidation_is_planned_over_the_wire()
    {
        var floor = await HeldAsync("plan");
        var account = floor.Account(0);
        Assert.Equal(LiquidationOutcome.NotNeeded, (await account.PlanLiquidationAsync())!.Outcome);

        // Equity of 199 is short of 231. Depth is a tenth of the 4,200 that are open, and a window takes a quarter of it.
        await floor.ReportAsync(84m);
        var plan = await Eventually.AnswersAsync("a plan", () => account.PlanLiquidationAsync(), found => found!.Outcome != LiquidationOutcome.NotNeeded);
        Assert.Equal(LiquidationOutcome.Limited, plan!.Outcome);
        var leg = Assert.Single(Assert.Single(plan.Steps).Legs);
        Assert.Equal((ContractId.Create(floor.Contract), true), (leg.Contract, leg.IsSale));
        Assert.True(leg.Notional <= Amount.Parse("105"));
        Assert.True(plan.ExpectedCost.IsPositive && plan.RequiredAfter < plan.RequiredBefore);
        Assert.Equal(Quantity.FromInteger(50), (await account.Grain.GetPositions()).Single().Positions.Values.Single().Quantity);
    }

    /// <summary>Trader 0 holds 50 long at 100 on 1,000 paid in; trader 1 the other side, with plenty.</summary>
    private async Task<TradingFloor> HeldAsync(string name)
    {
        var floor = await TradingFloor.OpenAsync(_cluster, name, deposit: 1_000m);
        await floor.CreatedAsync(id => floor.Account(1).DepositAsync(id, floor.Pool, 1_000_000m));
        await floor.ClearedAsync(floor.Trade(1, quantity: 50m));
        await floor.SettledAsync();
        return floor;
    }

    private static async Task<List<AccountEvent>> EventsOf(TradingFloor floor) => [.. (await floor.Account(0).Grain.ReadEvents(1, 1_000)).Events];
}
