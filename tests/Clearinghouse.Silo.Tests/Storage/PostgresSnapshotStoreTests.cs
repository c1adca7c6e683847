using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;

namespace Clearinghouse.Silo.Tests.Storage;

public sealed class PostgresSnapshotStoreTests(PostgresFixture postgres) : SnapshotStoreContract(DatabaseKind.Postgres, postgres);
