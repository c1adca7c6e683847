using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Storage;

public sealed class DatabaseOptionsTests
{
    public static TheoryData<DatabaseOptions, string> Faulty => new()
    {
        { new DatabaseOptions(), "Clearinghouse:Database:DataFile" },
        { new DatabaseOptions { DataFile = "a.db", ConnectionString = "Data Source=b.db" }, "not both" },
        { new DatabaseOptions { ConnectionString = "Data Source=:memory:" }, "loses everything" },
        { new DatabaseOptions { ConnectionString = "Data Source=x;Mode=Memory" }, "loses everything" },
        { new DatabaseOptions { ConnectionString = "nonsense" }, "Clearinghouse:Database:ConnectionString is not a SQLite connection string" },
        { new DatabaseOptions { Kind = DatabaseKind.Postgres }, "Clearinghouse:Database:ConnectionString is missing" },
        { new DatabaseOptions { Kind = DatabaseKind.Postgres, ConnectionString = "Database=x" }, "names no Host" },
        { new DatabaseOptions { Kind = DatabaseKind.Postgres, ConnectionString = "Colour=red" }, "is not a PostgreSQL connection string" },
        { new DatabaseOptions { Kind = DatabaseKind.Postgres, ConnectionString = "Host=x", DataFile = "a.db" }, "Clearinghouse:Database:DataFile is for SQLite" },
        { new DatabaseOptions { Kind = (DatabaseKind)7, DataFile = "a.db" }, "Clearinghouse:Database:Kind" },
    };

    [Theory]
    [MemberData(nameof(Faulty), DisableDiscoveryEnumeration = true)]
    public void A_fault_is_named_with_its_configuration_key(DatabaseOptions options, string expected)
    {
        Assert.Contains(expected, Assert.Single(options.FindFaults()), StringComparison.Ordinal);
        Assert.Contains(expected, Assert.Throws<InvalidOperationException>(options.ResolveConnectionString).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relative_data_file_is_resolved_once_so_that_every_connection_means_the_same_file()
    {
        var options = new DatabaseOptions { DataFile = "clearinghouse.db" };

        Assert.Empty(options.FindFaults());
        Assert.Contains(Path.GetFullPath("clearinghouse.db"), options.ResolveConnectionString(), StringComparison.Ordinal);
        Assert.Contains("Pooling=False", options.ResolveAdoNetConnectionString(), StringComparison.Ordinal);
    }
}
