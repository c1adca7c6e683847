using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;

namespace Clearinghouse.Silo.Tests.Faults;

/// <summary>On SQLite.</summary>
public sealed class SqliteSiloKillTests(PostgresFixture postgres) : SiloKillContract(DatabaseKind.Sqlite, postgres);
