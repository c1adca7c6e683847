using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;

namespace Clearinghouse.Silo.Tests.Storage;

public sealed class PostgresJournalStoreTests(PostgresFixture postgres) : JournalStoreContract(DatabaseKind.Postgres, postgres);
