using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;

namespace Clearinghouse.Silo.Tests.Storage;

public sealed class SqliteSchemaInstallerTests(PostgresFixture postgres) : SchemaInstallerContract(DatabaseKind.Sqlite, postgres);
