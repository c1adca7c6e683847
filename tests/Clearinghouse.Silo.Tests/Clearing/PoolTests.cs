using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Silo.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Silo.Tests.Clearing;

/// <summary>What a pool does for its venues: it admits them, and keeps what their trades pay.</summary>
public sealed class PoolTests(ClearingFixture fixture) : IClassFixture<ClearingFixture>
{
    [Fact]
    public async Task Fees_of_all_markets_reach_the_pool_once()
    {
        var floor = await TradingFloor.OpenAsync(fixture.Cluster, "fees");
        var second = fixture.Cluster.Client.Market("fees-second");
        await floor.CreatedAsync(id => second.ConfigureAsync(id, floor.Pool));
        await floor.CreatedAsync(id => second.ListPerpetualAsync(id, floor.Contract, 0.5m, 0.001m));
        await floor.CreatedAsync(id => second.ReportPriceAsync(id, fixture.Cluster.Clock.GetUtcNow(), 100m));
        foreach (var number in Enumerable.Range(1, 5)) await floor.ClearedAsync(floor.Trade(number));
        Assert.All(await second.ClearAsync([.. Enumerable.Range(1, 10).Select(number => floor.Trade(number))]), outcome => Assert.Equal(ClearStatus.Created, outcome.Status));
        await floor.CreatedAsync(id => floor.PoolClient.ContributeAsync(id, PoolFund.Insurance, 7m));

        // 15 trades of 100, both sides pay 2 basis points.
        var summary = await Eventually.AnswersAsync("the fees", floor.PoolClient.GetSummaryAsync, pool => pool.Funds.GetValueOrDefault(PoolFund.Fees) == Amount.Parse("0.6"));
        Assert.Equal(Amount.Parse("7"), summary.Funds[PoolFund.Insurance]);
        Assert.Equal(Amount.Parse("7"), summary.Contributions);
        Assert.Equal(["fees", "fees-second"], summary.Markets.Select(market => market.Value));
        Assert.Equal([floor.Venue, floor.OtherVenue], summary.Venues.Keys.Select(venue => venue.Value));
        await floor.SettledAsync();
        await fixture.Cluster.VerifyAsync();
    }

    [Fact]
    public async Task Two_venues_may_use_the_same_id_for_different_trades()
    {
        var floor = await TradingFloor.OpenAsync(fixture.Cluster, "venues");
        var first = await floor.ClearedAsync(floor.Trade(1));
        var other = await floor.ClearedAsync(floor.Trade(1, quantity: 2m) with { Venue = VenueId.Create(floor.OtherVenue) });

        Assert.NotEqual(first, other);
        await floor.SettledAsync();
        Assert.Equal(Quantity.FromInteger(3), await floor.PositionAsync(0));
    }

    [Fact]
    public async Task A_suspended_venue_brings_no_new_risk_but_reduces_and_hears_of_what_it_cleared()
    {
        var floor = await TradingFloor.OpenAsync(fixture.Cluster, "suspended");
        var sequence = await floor.ClearedAsync(floor.Trade(1));
        await floor.CreatedAsync(id => floor.PoolClient.SuspendVenueAsync(id, floor.Venue));

        // Markets trust what the pool said for five seconds.
        fixture.Cluster.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(RefusalCode.VenueSuspended, (await floor.ClearAsync(floor.Trade(2))).Refusal?.Code);
        await floor.ClearedAsync(floor.Trade(3, buyer: 1, seller: 0, quantity: 0.5m));
        var known = await floor.ClearAsync(floor.Trade(1));
        Assert.Equal((ClearStatus.Exists, sequence), (known.Status, known.Sequence));
        await floor.ClearedAsync(floor.Trade(2) with { Venue = VenueId.Create(floor.OtherVenue) });

        await floor.CreatedAsync(id => floor.PoolClient.AdmitVenueAsync(id, floor.Venue));
        fixture.Cluster.Clock.Advance(TimeSpan.FromSeconds(6));
        await floor.ClearedAsync(floor.Trade(2));
    }
}
