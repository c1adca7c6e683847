using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Defaults;

/// <summary>A cluster of two silos on SQLite that looks at its accounts often, shared by the tests of a class.</summary>
public sealed class DefaultsFixture(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>How its silos differ from the usual ones.</summary>
    public static ClearingClusterSettings Settings { get; } = new()
    {
        Configuration = ClearingClusterSettings.Clearing(("RiskShards", "2"), ("RiskReportMs", "10"), ("RiskSweepMs", "1"), ("DefaultDriveMs", "50")),
    };

    public ClearingCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await ClearingCluster.StartAsync(DatabaseKind.Sqlite, postgres, Settings);

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
