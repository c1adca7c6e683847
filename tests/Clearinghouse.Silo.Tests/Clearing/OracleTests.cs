using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Oracles;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Silo.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Silo.Tests.Clearing;

/// <summary>Oracles' reports through the grains: a quorum sets the price, one source does not.</summary>
public sealed class OracleTests(ClearingFixture fixture) : IClassFixture<ClearingFixture>
{
    private static readonly string[] Sources = ["oracle-a", "oracle-b", "oracle-c"];

    private ClearingCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task A_quorum_sets_the_price_and_only_snapshots_are_journaled()
    {
        var floor = await OpenAsync("oracles");
        Cluster.Clock.Advance(TimeSpan.FromSeconds(5));
        var before = (await floor.Market.Grain.GetSummary()).Sequence;

        Assert.Equal((CommandStatus.Created, 0L), await ReportAsync(floor, "oracle-a", "110"));
        Assert.Equal((CommandStatus.Exists, before), await ReportAsync(floor, "oracle-a", "110"));
        Assert.Equal(Price.Parse("100"), (await floor.Market.GetSnapshotAsync())!.IndexPrice);
        Assert.Equal((CommandStatus.Created, before + 1), await ReportAsync(floor, "oracle-b", "111"));
        Assert.Equal((CommandStatus.Created, 0L), await ReportAsync(floor, "oracle-c", "500")); // an outlier

        var snapshot = (await floor.Market.GetSnapshotAsync())!;
        Assert.Equal((Price.Parse("110"), Price.Parse("110")), (snapshot.IndexPrice, snapshot.Contracts[0].MarkPrice));
        Assert.Equal(3, snapshot.Parameters.Oracles!.Sources.Length);
        await Cluster.VerifyAsync();
    }

    [Fact]
    public async Task A_stranger_is_refused()
    {
        var floor = await OpenAsync("strange");
        var outcome = await floor.Market.ReportOracleAsync("stranger-1", Cluster.Clock.GetUtcNow(), 100m, 0.9m);
        Assert.Equal(RefusalCode.SenderNotAllowed, outcome.Refusal?.Code);
    }

    private async Task<TradingFloor> OpenAsync(string name)
    {
        var oracles = new OraclePolicy
        {
            Sources = [.. Sources.Select(source => new OracleSource(PrincipalId.Create(source), Ratio.One))],
            Quorum = 2,
        };
        return await TradingFloor.OpenAsync(Cluster, name, parameters: new MarketParameters { Oracles = oracles });
    }

    private async Task<(CommandStatus Status, long Sequence)> ReportAsync(TradingFloor floor, string source, string price)
    {
        var header = new CommandHeader(PrincipalId.Create(source), CommandId.Create($"{source}-report"), 1);
        var outcome = await floor.Market.Grain.ReportOracle(new ReportOracle(header, Cluster.Clock.GetUtcNow(), Price.Parse(price), Ratio.One));
        return (outcome.Status, outcome.Sequence);
    }
}
