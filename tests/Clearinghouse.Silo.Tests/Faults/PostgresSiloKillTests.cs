using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;

namespace Clearinghouse.Silo.Tests.Faults;

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresSiloKillTests(PostgresFixture postgres) : SiloKillContract(DatabaseKind.Postgres, postgres);
