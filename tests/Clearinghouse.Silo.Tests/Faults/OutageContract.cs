using Clearinghouse.Abstractions;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Clearinghouse.Silo.Tests.Faults;

/// <summary>The disk is full for a while: nothing is acknowledged meanwhile, what was acknowledged can be read, and afterwards everything goes on.</summary>
public abstract class OutageContract(DatabaseKind kind, PostgresFixture postgres)
{
    [Fact]
    public async Task An_outage_of_the_database_costs_acknowledgements_and_nothing_else()
    {
        await using var cluster = await ClearingCluster.StartAsync(kind, postgres, new ClearingClusterSettings { Silos = 1 });
        var floor = await TradingFloor.OpenAsync(cluster, "full");
        var acknowledged = new Dictionary<TradeId, long> { [TradeId.Create("trade-1")] = await floor.ClearedAsync(floor.Trade(1)) };
        await floor.SettledAsync();
        var store = ClearingCluster.StoreOf(cluster.Silos[0]);
        var writer = cluster.Silos[0].ServiceProvider.GetRequiredService<JournalWriter>();

        store.SetFull(true);
        await Task.WhenAll(Enumerable.Range(2, 20).Select(number => AssertNotAcknowledgedAsync(floor, number)));
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => floor.Account(0).DepositAsync("in-the-outage", floor.Pool, 1m));
        Assert.False(writer.Health.IsHealthy);
        Assert.Contains("No space left", writer.Health.LastError, StringComparison.Ordinal);
        Assert.True(store.FailedCommits > 0);

        var summary = await Eventually.AnswersAsync("a read of the market", floor.Market.Grain.GetSummary, _ => true);
        Assert.Equal(1, summary.TradesCleared);
        Assert.Equal(Price.FromDecimal(100m), (await floor.Market.GetSnapshotAsync())?.IndexPrice);
        Assert.NotEmpty((await floor.Market.Grain.ReadEvents(1, 100)).Events);

        store.SetFull(false);
        foreach (var number in Enumerable.Range(2, 20))
        {
            var outcome = await Eventually.AnswersAsync($"trade {number}", () => floor.ClearAsync(floor.Trade(number)), outcome => outcome.IsCleared);
            Assert.Equal(ClearStatus.Created, outcome.Status);
            acknowledged.Add(outcome.TradeId, outcome.Sequence);
        }

        Assert.True(writer.Health.IsHealthy);
        await new FloorAudit(cluster, floor, 1_000_000, 2).CheckAsync(acknowledged);
    }

    private static async Task AssertNotAcknowledgedAsync(TradingFloor floor, int number)
    {
        try
        {
            var outcome = await floor.ClearAsync(floor.Trade(number));
            Assert.True(outcome.Refusal?.Code.IsTransient(), $"trade {number} was acknowledged: {outcome}");
        }
        catch (OutcomeUnknownException)
        {
            // As it should be: unknown, ask again.
        }
    }
}
