using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Defaults;

/// <summary>A cluster of one silo on SQLite that looks at its accounts often, shared by the tests of a class. One, because a shard and an account on two may see a price one after the other, and these tests report a price once.</summary>
public sealed class DefaultsFixture(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>How its silos differ from the usual ones.</summary>
    public static ClearingClusterSettings Settings { get; } = new()
    {
        Silos = 1,
        Configuration = ClearingClusterSettings.Clearing(("RiskShards", "2"), ("RiskReportMs", "10"), ("RiskSweepMs", "1"), ("DefaultDriveMs", "50")),
    };

    public ClearingCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await ClearingCluster.StartAsync(DatabaseKind.Sqlite, postgres, Settings);

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
