using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Fixtures;

/// <summary>A cluster of two silos on SQLite that the tests of a class share.</summary>
public sealed class ClearingFixture(PostgresFixture postgres) : IAsyncLifetime
{
    public ClearingCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await ClearingCluster.StartAsync(DatabaseKind.Sqlite, postgres);

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
