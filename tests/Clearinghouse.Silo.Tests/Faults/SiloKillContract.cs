using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Faults;

/// <summary>Silos die without notice while many callers clear trades: what was acknowledged is there once, and no account is charged twice.</summary>
public abstract class SiloKillContract(DatabaseKind kind, PostgresFixture postgres)
{
    private const int Traders = 24;
    private const int Deposit = 1_000_000;
    private const int Callers = 12;
    private const int BatchesEach = 20;
    private const int Trades = Callers * BatchesEach * 5;

    private static readonly ClearingClusterSettings Settings = new()
    {
        Silos = 3,
        Configuration = ClearingClusterSettings.Clearing(("SnapshotIntervalEvents", "100"), ("AccountFlushMs", "100")),
        ResponseTimeout = TimeSpan.FromSeconds(3),
    };

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_done_twice_when_the_markets_silo_dies()
    {
        await using var cluster = await ClearingCluster.StartAsync(kind, postgres, Settings);
        var floor = await TradingFloor.OpenAsync(cluster, "kill", Traders, Deposit);
        var venue = new StubbornVenue(floor, Traders, seed: 11);

        var clearing = venue.RunAsync(Callers, BatchesEach);
        await venue.ReachedAsync(Trades / 4);
        await cluster.KillAsync(cluster.SiloOf(floor.Market.Grain));
        await venue.ReachedAsync(Trades / 2);
        await cluster.AddSiloAsync();
        await clearing;

        Assert.Equal(Trades, venue.Acknowledged.Count);
        await new FloorAudit(cluster, floor, Deposit, Traders).CheckAsync(venue.Acknowledged);
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_done_twice_when_the_whole_cluster_dies()
    {
        await using var cluster = await ClearingCluster.StartAsync(kind, postgres, Settings);
        var floor = await TradingFloor.OpenAsync(cluster, "blackout", Traders, Deposit);
        var venue = new StubbornVenue(floor, Traders, seed: 12);

        var clearing = venue.RunAsync(Callers, BatchesEach);
        await venue.ReachedAsync(Trades / 3);
        await cluster.RestartAsync(kill: true);
        await clearing;

        Assert.Equal(Trades, venue.Acknowledged.Count);
        await new FloorAudit(cluster, floor, Deposit, Traders).CheckAsync(venue.Acknowledged);
    }
}
