using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Silo.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Silo.Tests.Clearing;

/// <summary>An account that is woken up by a reservation hears of that very trade from the market, and must judge it all the same.</summary>
public sealed class AdmissionAfterWakeUpTests(ClearingFixture fixture) : IClassFixture<ClearingFixture>
{
    [Fact]
    public async Task A_trade_that_wakes_its_account_up_needs_margin_like_any_other()
    {
        var floor = await TradingFloor.OpenAsync(fixture.Cluster, "wake-up", deposit: 1_000m);
        await floor.CreatedAsync(id => floor.Account(1).DepositAsync(id, floor.Pool, 1_000_000m));
        await floor.ClearedAsync(floor.Trade(1));
        await floor.SettledAsync();
        await fixture.Cluster.DeactivateAsync(floor.Account(0).Grain);

        var outcome = await floor.ClearAsync(floor.Trade(2, quantity: 500m));

        Assert.Equal((RefusalCode.InitialMarginShort, floor.AccountName(0)), (outcome.Refusal?.Code ?? RefusalCode.None, outcome.Refusal?.Subject));
        Assert.Equal(Quantity.One, await floor.PositionAsync(0));
    }
}
