using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Protocols;

/// <summary>Venues that brought too much, that are expelled, and whose accounts go elsewhere.</summary>
public sealed class ProtocolTests(PostgresFixture postgres) : IAsyncLifetime
{
    private ClearingCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await ClearingCluster.StartAsync(DatabaseKind.Sqlite, postgres, new ClearingClusterSettings
    {
        Silos = 2,
        Configuration = ClearingClusterSettings.Clearing(("RiskShards", "2"), ("RiskReportMs", "10"), ("RepeatMs", "50"), ("DefaultDriveMs", "20")),
    });

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_venue_beyond_its_share_brings_no_new_risk_until_others_bring_more()
    {
        var floor = await TradingFloor.OpenAsync(_cluster, "shares", traders: 4);
        await floor.ClearedAsync(floor.Trade(1, quantity: 10m));
        await floor.ClearedAsync(floor.Trade(2, buyer: 2, seller: 3, quantity: 5m) with { Venue = VenueId.Create(floor.OtherVenue) });
        await floor.CreatedAsync(id => floor.PoolClient.ConfigureLimitsAsync(id, new LimitPolicy { ProtocolOpenShare = Ratio.FromPpm(600_000) }));
        await Eventually.AnswersAsync("exposures", floor.PoolClient.GetProtocolsAsync, report => report.Total.Gross == Amount.Parse("3000"));
        await ReviewedAsync(floor);
        var refusal = (await floor.ClearAsync(floor.Trade(3))).Refusal!;
        Assert.Equal((RefusalCode.ProtocolConcentration, "0.666667", "0.6"), (refusal.Code, refusal.Available, refusal.Limit));
        await floor.ClearedAsync(floor.Trade(4, buyer: 1, seller: 0, quantity: 1m)); // reduces both
        await floor.ClearedAsync(floor.Trade(5, buyer: 2, seller: 3, quantity: 5m) with { Venue = VenueId.Create(floor.OtherVenue) });
        await Eventually.AnswersAsync("exposures", floor.PoolClient.GetProtocolsAsync, report => report.Total.Gross == Amount.Parse("3800"));
        await ReviewedAsync(floor);
        await floor.ClearedAsync(floor.Trade(6));

        var report = await floor.PoolClient.GetProtocolsAsync();
        Assert.Equal(2, report.Find(VenueId.Create(floor.Venue))!.Exposure.Accounts);
        Assert.Equal(Amount.Zero, report.NettingBenefit);
    }

    [Fact]
    public async Task Accounts_of_an_expelled_venue_go_to_one_that_consents_and_keep_everything()
    {
        var floor = await ExpelledAsync("ported", TimeSpan.FromDays(1));
        Assert.Equal(RefusalCode.PortNotConsented, (await floor.PoolClient.PortVenueAsync("early", floor.Venue, floor.OtherVenue)).Refusal?.Code);
        await floor.CreatedAsync(id => floor.PoolClient.ConsentToPortAsync(id, floor.Venue, floor.OtherVenue));
        await floor.CreatedAsync(id => floor.PoolClient.PortVenueAsync(id, floor.Venue, floor.OtherVenue));
        var report = await Eventually.AnswersAsync("the port", floor.PoolClient.GetProtocolsAsync, report => report.Find(VenueId.Create(floor.OtherVenue))!.Exposure.Accounts == 2);
        Assert.Equal((0, ProtocolStatus.Expelled), (report.Find(VenueId.Create(floor.Venue))!.Exposure.Accounts, report.Find(VenueId.Create(floor.Venue))!.Status));
        Assert.Equal(Quantity.FromInteger(10), await floor.PositionAsync(0));

        // What it paid in stays, and the venue does not come back; not after a crash either.
        await _cluster.RestartAsync(kill: true);
        Assert.Equal(RefusalCode.VenueExpelled, (await floor.PoolClient.AdmitVenueAsync("again", floor.Venue)).Refusal?.Code);
        report = await Eventually.AnswersAsync("accounts", floor.PoolClient.GetProtocolsAsync, report => report.Find(VenueId.Create(floor.OtherVenue))!.Exposure.Accounts == 2);
        Assert.Equal(Amount.Parse("500"), report.Find(VenueId.Create(floor.Venue))!.Fund!.Balance);
        await floor.ReportAsync(100m);
        await floor.ClearedAsync(floor.Trade(9) with { Venue = VenueId.Create(floor.OtherVenue) });
        await floor.SettledAsync();
        await _cluster.VerifyAsync();
    }

    [Fact]
    public async Task Accounts_that_nobody_takes_over_are_closed_at_the_mark_when_the_time_has_come()
    {
        var floor = await ExpelledAsync("closed", TimeSpan.FromMinutes(5));
        _cluster.Clock.Advance(TimeSpan.FromMinutes(4));
        await floor.ReportAsync(103m);
        Assert.Equal(RefusalCode.VenueExpelled, (await floor.ClearAsync(floor.Trade(2, price: 103m))).Refusal?.Code);
        Assert.Equal(Quantity.FromInteger(10), await floor.PositionAsync(0));

        _cluster.Clock.Advance(TimeSpan.FromMinutes(1));
        await floor.ReportAsync(103m);
        foreach (var trader in (int[])[0, 1]) await Eventually.AnswersAsync($"trader {trader} closed", () => floor.PositionAsync(trader), position => position.IsZero);
        Assert.Equal((Amount.Parse("1000029.8"), Amount.Parse("999969.8")), (await floor.CashAsync(0), await floor.CashAsync(1))); // 30 apart, less fees of the first trade
        await floor.SettledAsync();
        await _cluster.VerifyAsync();
    }

    /// <summary>Two accounts of the first venue hold 10 against one another; it paid 500 into the default fund, and is expelled.</summary>
    private async Task<TradingFloor> ExpelledAsync(string name, TimeSpan until)
    {
        var floor = await TradingFloor.OpenAsync(_cluster, name);
        await floor.ClearedAsync(floor.Trade(1, quantity: 10m));
        await floor.CreatedAsync(id => floor.PoolClient.ContributeAsync(id, PoolFund.DefaultFund, floor.Venue, 500m));
        await floor.CreatedAsync(id => floor.PoolClient.ConfigureDefaultsAsync(id, new DefaultPolicy { States = new RiskStateTerms { StepIntervalSeconds = 0 } }));
        await floor.CreatedAsync(id => floor.PoolClient.ExpelVenueAsync(id, floor.Venue, _cluster.Clock.GetUtcNow() + until, "its keys were stolen"));
        await Eventually.AnswersAsync("its accounts", floor.PoolClient.GetProtocolsAsync, report => report.Find(VenueId.Create(floor.Venue))!.Exposure.Accounts == 2);
        return floor;
    }

    /// <summary>Beyond what markets and the pool trust of what they heard, with a new price.</summary>
    private async Task ReviewedAsync(TradingFloor floor)
    {
        _cluster.Clock.Advance(TimeSpan.FromSeconds(16));
        await floor.ReportAsync(100m);
    }
}
