using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;

namespace Clearinghouse.Silo.Tests.Faults;

/// <summary>On SQLite.</summary>
public sealed class SqliteOutageTests(PostgresFixture postgres) : OutageContract(DatabaseKind.Sqlite, postgres);
