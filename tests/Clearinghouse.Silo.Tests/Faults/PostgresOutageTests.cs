using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;

namespace Clearinghouse.Silo.Tests.Faults;

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresOutageTests(PostgresFixture postgres) : OutageContract(DatabaseKind.Postgres, postgres);
