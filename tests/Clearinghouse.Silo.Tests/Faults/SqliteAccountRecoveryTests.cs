using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;

namespace Clearinghouse.Silo.Tests.Faults;

/// <summary>On SQLite.</summary>
public sealed class SqliteAccountRecoveryTests(PostgresFixture postgres) : AccountRecoveryContract(DatabaseKind.Sqlite, postgres);
