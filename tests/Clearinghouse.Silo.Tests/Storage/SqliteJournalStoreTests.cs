using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;

namespace Clearinghouse.Silo.Tests.Storage;

public sealed class SqliteJournalStoreTests(PostgresFixture postgres) : JournalStoreContract(DatabaseKind.Sqlite, postgres);
