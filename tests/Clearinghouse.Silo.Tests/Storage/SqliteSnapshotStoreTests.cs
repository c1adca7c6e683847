using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;

namespace Clearinghouse.Silo.Tests.Storage;

public sealed class SqliteSnapshotStoreTests(PostgresFixture postgres) : SnapshotStoreContract(DatabaseKind.Sqlite, postgres);
