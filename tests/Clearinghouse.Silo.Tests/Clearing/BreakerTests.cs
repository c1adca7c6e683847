using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Silo.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Silo.Tests.Clearing;

/// <summary>Circuit breakers through the grains: a crash stops trading, and calm opens it again step by step.</summary>
public sealed class BreakerTests(ClearingFixture fixture) : IClassFixture<ClearingFixture>
{
    private static readonly MarketParameters Parameters = new() { Breaker = new BreakerPolicy(), PriceMaxAgeSeconds = 864_000 };

    private ClearingCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task A_crash_halts_trading_which_reopens_by_steps()
    {
        var floor = await TradingFloor.OpenAsync(Cluster, "breaking", parameters: Parameters);
        await floor.ClearedAsync(floor.Trade(1, quantity: 5m));
        await floor.ReportAsync(80m);
        Assert.Equal(BreakerLevel.Halted, await LevelAsync(floor));
        await RefusedAsync(floor, Reducing(floor, 2), RefusalCode.MarketHalted);

        await PassAsync(floor, 301);
        Assert.Equal(BreakerLevel.ReduceOnly, await LevelAsync(floor));
        await RefusedAsync(floor, floor.Trade(3, price: 80m), RefusalCode.MarketReduceOnly);
        await floor.ClearedAsync(Reducing(floor, 4));

        await PassAsync(floor, 601);
        Assert.Equal(BreakerLevel.Guarded, await LevelAsync(floor));
        await floor.ClearedAsync(floor.Trade(5, price: 80m));
        await floor.SettledAsync();
        var margin = (await floor.Account(0).GetStatementAsync()).Margin!;
        Assert.Equal(Amount.Parse("20"), margin.Components.Single(component => component.Kind == MarginComponentKind.Breaker).Initial); // half of 10 % of 5 at 80

        await PassAsync(floor, 1_801);
        Assert.Equal(BreakerLevel.Normal, await LevelAsync(floor));
        var moves = (await floor.Market.Grain.ReadEvents(1, 4_096)).Events.OfType<BreakerMoved>().Select(moved => moved.Transition).ToList();
        Assert.Equal([BreakerLevel.Halted, BreakerLevel.ReduceOnly, BreakerLevel.Guarded, BreakerLevel.Normal], moves.Select(move => move.To));
        Assert.Equal((BreakerTrigger.VolatilityBand, Price.FromDecimal(100m), Price.FromDecimal(80m)), (moves[0].Trigger, moves[0].ReferencePrice, moves[0].IndexPrice));
        await Cluster.VerifyAsync();
    }

    [Fact]
    public async Task A_manual_halt_expires_without_any_price()
    {
        var floor = await TradingFloor.OpenAsync(Cluster, "pausing", parameters: Parameters);
        await floor.CreatedAsync(id => floor.Market.SetBreakerAsync(id, BreakerLevel.Halted, "the index is wrong", Cluster.Clock.GetUtcNow().AddMinutes(10)));
        var state = (await floor.Market.GetSnapshotAsync())!.Breaker!;
        Assert.Equal((BreakerLevel.Halted, BreakerTrigger.Manual, "the index is wrong"), (state.Level, state.Cause!.Trigger, state.Cause.Reason));
        await RefusedAsync(floor, floor.Trade(1), RefusalCode.MarketHalted);

        Cluster.Clock.Advance(TimeSpan.FromMinutes(10));
        await Eventually.AnswersAsync("the halt expired", () => LevelAsync(floor), level => level == BreakerLevel.ReduceOnly);
        var without = await TradingFloor.OpenAsync(Cluster, "unbroken");
        var outcome = await without.Market.SetBreakerAsync("set-1", BreakerLevel.Halted, "why", Cluster.Clock.GetUtcNow().AddMinutes(10));
        Assert.Equal(RefusalCode.BreakerNotConfigured, outcome.Refusal?.Code);
        await Cluster.VerifyAsync();
    }

    [Fact]
    public async Task Positions_that_must_be_closed_and_a_pool_that_is_used_up_raise_the_breaker_and_calm_lowers_it()
    {
        // Prices alone move nothing here: what is left are the accounts.
        var quiet = new BreakerThresholds(null);
        var parameters = Parameters with
        {
            Breaker = new BreakerPolicy { Windows = [], Drawdown = quiet },
            Risk = new RiskParameters { DepthNotional = Amount.FromInteger(10_000) },
        };
        var floor = await TradingFloor.OpenAsync(Cluster, "squeezed", deposit: 1_000m, parameters: parameters);
        await floor.CreatedAsync(id => floor.PoolClient.ContributeAsync(id, PoolFund.Insurance, 2_000m));
        await floor.ClearedAsync(floor.Trade(1, quantity: 90m));
        await floor.SettledAsync();
        await floor.ReportAsync(92m);
        var guarded = await Eventually.AnswersAsync("positions to close", floor.Market.GetSnapshotAsync, snapshot => snapshot!.Breaker!.Cause?.Trigger == BreakerTrigger.LiquidationVolume);
        Assert.Equal((BreakerLevel.Guarded, Ratio.FromPpm(828_000)), (guarded!.Breaker!.Level, guarded.Breaker.Cause!.Observed)); // 90 × 92 of 10,000

        await floor.ReportAsync(78m);
        var halted = await Eventually.AnswersAsync("a pool used up", floor.Market.GetSnapshotAsync, snapshot => snapshot!.Breaker!.Cause?.Trigger == BreakerTrigger.PoolDepletion);
        Assert.Equal(BreakerLevel.ReduceOnly, halted!.Breaker!.Level);
        Assert.InRange(halted.Breaker.Cause!.Observed!.Value.ToDouble(), 0.49, 0.491); // 90 × 22 + 1.8 of fees, less 1,000, of 2,000 and whatever fees the pool has heard of

        await floor.ReportAsync(100m);
        await Eventually.AnswersAsync("nothing to close", () => InputsAsync(floor), inputs => inputs is { LiquidationVolume: { } volume, PoolDepletion: { } depletion } && volume == Ratio.Zero && depletion == Ratio.Zero);
        for (var step = 0; step < 3; step++)
        {
            Cluster.Clock.Advance(TimeSpan.FromSeconds(1_801));
            await floor.ReportAsync(100m);
        }

        await Eventually.AnswersAsync("calm", () => LevelAsync(floor), level => level == BreakerLevel.Normal);
        Assert.Contains((await floor.Market.Grain.ReadEvents(1, 4_096)).Events, e => e is BreakerInputsObserved { Inputs.PoolDepletion: { } depletion } && depletion > Ratio.Zero);
        await Cluster.VerifyAsync();
    }

    private static async Task<BreakerInputs?> InputsAsync(TradingFloor floor) => (await floor.Market.Grain.ReadEvents(1, 4_096)).Events.OfType<BreakerInputsObserved>().LastOrDefault()?.Inputs;

    private static ClearTrade Reducing(TradingFloor floor, int number) => floor.Trade(number, buyer: 1, seller: 0, price: 80m);

    private async Task PassAsync(TradingFloor floor, int seconds)
    {
        Cluster.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await floor.ReportAsync(80m);
    }

    private static async Task<BreakerLevel> LevelAsync(TradingFloor floor) => (await floor.Market.GetSnapshotAsync())!.Breaker!.Level;

    private static async Task RefusedAsync(TradingFloor floor, ClearTrade trade, RefusalCode code) => Assert.Equal(code, (await floor.ClearAsync(trade)).Refusal?.Code);
}
