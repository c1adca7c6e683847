using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Funding;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Marks;
using Clearinghouse.Core.Oracles;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Silo.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Silo.Tests.Clearing;

/// <summary>Quotes through the grains: they make the mark at the next price, and the premium makes the funding.</summary>
public sealed class MarkingTests(ClearingFixture fixture) : IClassFixture<ClearingFixture>
{
    private static readonly PrincipalId Oracle = PrincipalId.Create("oracle");

    private ClearingCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task Quotes_make_the_mark_and_the_premium_makes_the_funding()
    {
        var parameters = new MarketParameters
        {
            Marks = new MarkPolicy(),
            Funding = new FundingPolicy(),
            Oracles = new OraclePolicy { Sources = [new OracleSource(Oracle, Ratio.One)], Quorum = 1 },
            PriceMaxAgeSeconds = 86_400,
        };
        var floor = await TradingFloor.OpenAsync(Cluster, "marking", parameters: parameters);
        await floor.ClearedAsync(floor.Trade(1));
        await QuoteAsync(floor, "q-1", floor.Venue);
        await QuoteAsync(floor, "q-2", floor.OtherVenue);
        var elsewhere = new ReportQuotes(
            new CommandHeader(Oracle, CommandId.Create("q-3"), 1), Cluster.Clock.GetUtcNow(), null, [new ContractQuote(ContractId.Create(floor.Contract), Price.Parse("103"), Price.Parse("103"))]);
        Assert.Equal(CommandStatus.Created, (await floor.Market.Grain.ReportQuotes(elsewhere)).Status);
        Cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        await floor.ReportAsync(100m);
        Assert.Equal(Price.Parse("101.5"), (await floor.Market.GetSnapshotAsync())!.Contracts[0].MarkPrice); // of bid, ask and last trade the middle, 101.9, cut to the tick

        Cluster.Clock.Advance(TimeSpan.FromHours(2));
        await floor.ReportAsync(100m);
        var snapshot = (await floor.Market.GetSnapshotAsync())!;
        Assert.True(snapshot.Contracts[0].FundingIndex.IsPositive);
        var events = await floor.Market.Grain.ReadEvents(1, 4_096);
        Assert.Equal(snapshot.Contracts[0].FundingIndex, events.Events.OfType<FundingAccrued>().Single().Index);
        Assert.True((await floor.Account(0).GetStatementAsync()).Margin!.Lines[0].FundingOwed.IsPositive);
        await Cluster.VerifyAsync();
    }

    [Fact]
    public async Task A_venue_that_is_no_member_is_refused()
    {
        var floor = await TradingFloor.OpenAsync(Cluster, "quoting", parameters: new MarketParameters { Marks = new MarkPolicy() });
        var outcome = await floor.Market.ReportQuoteAsync("q-1", Cluster.Clock.GetUtcNow(), "stranger", floor.Contract, 1m, 2m);
        Assert.Equal(RefusalCode.VenueNotMember, outcome.Refusal?.Code);
    }

    private async Task QuoteAsync(TradingFloor floor, string id, string venue) =>
        Assert.Equal(CommandStatus.Created, (await floor.Market.ReportQuoteAsync(id, Cluster.Clock.GetUtcNow(), venue, floor.Contract, 101.9m, 102.1m)).Status);
}
