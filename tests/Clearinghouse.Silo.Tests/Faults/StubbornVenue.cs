using System.Collections.Concurrent;
using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Silo.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Silo.Tests.Faults;

/// <summary>Submits trades from several callers at once and asks again with the same ids, whatever goes wrong, until each is cleared.</summary>
/// <param name="floor">Where.</param>
/// <param name="traders">Among how many traders.</param>
/// <param name="seed">Seed of who trades what.</param>
internal sealed class StubbornVenue(TradingFloor floor, int traders, int seed)
{
    private const int BatchTrades = 5;
    private readonly ConcurrentDictionary<TradeId, long> _acknowledged = [];
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _phases = [];

    /// <summary>What was acknowledged: sequences by trade id.</summary>
    public IReadOnlyDictionary<TradeId, long> Acknowledged => _acknowledged;

    /// <summary>Completes when so many trades were acknowledged.</summary>
    public Task ReachedAsync(int acknowledged)
    {
        var phase = _phases.GetOrAdd(acknowledged, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Announce();
        return phase.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Runs the callers until every trade is acknowledged.</summary>
    public Task RunAsync(int callers, int batchesEach) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller, batchesEach))));

    private async Task CallAsync(int caller, int batches)
    {
        var random = new Random(seed + caller);
        for (var batch = 0; batch < batches; batch++)
        {
            var first = (((caller * batches) + batch) * BatchTrades) + 1;
            ImmutableArray<ClearTrade> trades = [.. Enumerable.Range(first, BatchTrades).Select(number => MakeTrade(number, random))];
            await Eventually.HoldsAsync($"trades {first} to {first + BatchTrades - 1}", () => SubmitAsync(trades));
        }
    }

    private async Task<bool> SubmitAsync(ImmutableArray<ClearTrade> trades)
    {
        var outcomes = await floor.Market.Grain.ClearBatch(trades);
        foreach (var outcome in outcomes)
        {
            if (outcome.IsCleared) Assert.Equal(outcome.Sequence, _acknowledged.GetOrAdd(outcome.TradeId, outcome.Sequence));
            else Assert.True(outcome.Refusal?.Code.IsTransient(), $"{outcome}");
        }

        Announce();
        return outcomes.All(outcome => outcome.IsCleared);
    }

    private ClearTrade MakeTrade(int number, Random random)
    {
        var buyer = random.Next(traders);
        var seller = (buyer + 1 + random.Next(traders - 1)) % traders;
        return floor.Trade(number, buyer, seller, random.Next(1, 5_000) / 1_000m, 100m + (random.Next(-10, 11) * 0.5m));
    }

    private void Announce()
    {
        foreach (var (acknowledged, phase) in _phases)
            if (_acknowledged.Count >= acknowledged) phase.TrySetResult();
    }
}
