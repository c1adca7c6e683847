using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Clearinghouse.Storage.Schema;
using Xunit;

namespace Clearinghouse.Silo.Tests.Storage;

/// <summary>How a database gets its schema, in every kind of database.</summary>
public abstract class SchemaInstallerContract(DatabaseKind kind, PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly SchemaScript Later = new(1, "0000-later.sql", "CREATE TABLE later (id integer)");
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateEmptyAsync(kind, postgres);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_empty_database_gets_every_step_and_a_current_one_none()
    {
        var steps = SchemaScript.All(kind);
        Assert.NotEmpty(steps);

        Assert.Equal(steps.Count, await Install(steps));
        Assert.Equal(0, await Install(steps));
        Assert.Equal(steps.Count, await _database.ReadNumberAsync("SELECT COUNT(*) FROM schema_version"));
    }

    [Fact]
    public async Task An_older_database_is_upgraded_in_place()
    {
        var steps = SchemaScript.All(kind);
        await Install(steps);
        await _database.OpenStore().CommitAsync(new WriteBatch([new SegmentAppend(new SegmentBuilder("account/alice").Next())]));

        Assert.Equal(1, await Install([.. steps, Later with { Version = steps.Count + 1 }]));
        Assert.Equal(0, await _database.ReadNumberAsync("SELECT COUNT(*) FROM later"));
        Assert.Equal(1, await _database.ReadNumberAsync("SELECT COUNT(*) FROM journal_segment"));
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_and_left_alone()
    {
        var steps = SchemaScript.All(kind);
        await Install([.. steps, Later with { Version = steps.Count + 1 }]);

        var error = await Assert.ThrowsAsync<SchemaTooNewException>(() => Install(steps));

        Assert.Contains($"schema version {steps.Count + 1}", error.Message, StringComparison.Ordinal);
        Assert.Equal(steps.Count + 1, await _database.ReadNumberAsync("SELECT MAX(version) FROM schema_version"));
    }

    [Fact]
    public async Task A_step_that_fails_leaves_nothing_behind()
    {
        var steps = SchemaScript.All(kind);
        var broken = new SchemaScript(steps.Count + 1, "9999-broken.sql", "CREATE TABLE half (id integer); CREATE TABLE half (id integer)");

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Install([.. steps, broken]));

        Assert.Equal(steps.Count, await Install(steps));
    }

    [Fact]
    public async Task Silos_that_start_at_the_same_time_install_it_once()
    {
        var steps = SchemaScript.All(kind);

        var applied = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Install(steps))));

        Assert.Equal(steps.Count, applied.Sum());
        Assert.Equal(7, applied.Count(count => count == 0));
    }

    private Task<int> Install(IReadOnlyList<SchemaScript> steps) => new SchemaInstaller(_database.Options, steps, TimeProvider.System).InstallAsync();
}
