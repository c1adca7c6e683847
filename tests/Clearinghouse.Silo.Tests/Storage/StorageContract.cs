using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Storage;

/// <summary>A fresh database with the schema for each test, and a store over it.</summary>
public abstract class StorageContract(DatabaseKind kind, PostgresFixture postgres) : IAsyncLifetime
{
    protected TestDatabase Database { get; private set; } = null!;

    protected IJournalStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync(kind, postgres);
        Store = Database.OpenStore();
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Task<IReadOnlyList<WriteOutcome>> CommitAsync(params WriteItem[] items) => Store.CommitAsync(new WriteBatch(items));
}
