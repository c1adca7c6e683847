namespace Clearinghouse.Benchmarks.Workloads;

/// <summary>Clears a hundred trades of one market per call.</summary>
internal sealed class ClearBatchWorkload(ClearingFloor floor) : IWorkload
{
    private const int Trades = 100;

    public string Name => WorkloadNames.ClearBatch;

    // 6,400 trades; with 102,400 the measurement would see nothing but the queue.
    public int MostInFlight => 64;

    public Task SetUpAsync() => floor.OpenAsync();

    public async Task<int> CallAsync(int caller, Random random)
    {
        var market = floor.PickMarket(random);
        var outcomes = await floor.Market(market).ClearBatch([.. Enumerable.Range(0, Trades).Select(_ => floor.NextTrade(market, random))]);
        return outcomes.Count(outcome => outcome.IsCleared);
    }

    public Task SettleAsync() => floor.SettleAsync();
}
