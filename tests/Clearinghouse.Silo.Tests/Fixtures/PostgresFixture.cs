using Xunit;

[assembly: AssemblyFixture(typeof(Clearinghouse.Silo.Tests.Fixtures.PostgresFixture))]

namespace Clearinghouse.Silo.Tests.Fixtures;

/// <summary>The <see cref="PostgresServer"/> of the whole test run. Where PostgreSQL is not installed, tests that ask for it are skipped and say so.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly PostgresServer _server = new();

    /// <summary>Makes an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        try
        {
            return await _server.CreateDatabaseAsync();
        }
        catch (FileNotFoundException missing)
        {
            throw Xunit.Sdk.SkipException.ForSkip(missing.Message);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
