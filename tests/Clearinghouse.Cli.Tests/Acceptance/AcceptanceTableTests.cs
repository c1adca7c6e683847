using Clearinghouse.Cli.Acceptance;
using Xunit;

namespace Clearinghouse.Cli.Tests.Acceptance;

/// <summary>Every worked case of tests/acceptance is a test, named and traced by its permanent id.</summary>
public sealed class AcceptanceTableTests
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "tests", "acceptance");

    public static IEnumerable<TheoryDataRow<string>> Cases { get; } =
        AcceptanceRunner.Read([Folder])
            .SelectMany(table => table.Cases)
            .Select(theCase => new TheoryDataRow<string>(theCase.Id)
                .WithTestDisplayName($"{theCase.Id} {theCase.Title}")
                .WithTrait("Criterion", theCase.Id))
            .ToList();

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_platform_reproduces_the_case(string id)
    {
        var theCase = AcceptanceRunner.Read([Folder]).SelectMany(table => table.Cases).Single(one => one.Id == id);

        var result = new AcceptanceRunner(AcceptanceKinds.All).Run(theCase);

        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void Every_id_occurs_once()
    {
        var ids = Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories)
            .SelectMany(path => AcceptanceTableReader.Read(path).Cases)
            .Select(theCase => theCase.Id)
            .ToList();

        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
        Assert.Equal(ids.Order(StringComparer.Ordinal), Cases.Select(row => row.Data).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_kind_has_a_table() =>
        Assert.Equal(
            AcceptanceKinds.All.Select(kind => kind.Name).Order(StringComparer.Ordinal),
            AcceptanceRunner.Read([Folder]).Select(table => table.Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
