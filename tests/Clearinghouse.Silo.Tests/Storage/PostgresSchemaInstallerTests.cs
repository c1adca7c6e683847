using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;

namespace Clearinghouse.Silo.Tests.Storage;

public sealed class PostgresSchemaInstallerTests(PostgresFixture postgres) : SchemaInstallerContract(DatabaseKind.Postgres, postgres);
