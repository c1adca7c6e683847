namespace Clearinghouse.Benchmarks.Workloads;

/// <summary>Clears one trade per call.</summary>
internal sealed class ClearWorkload(ClearingFloor floor) : IWorkload
{
    public string Name => WorkloadNames.Clear;

    public Task SetUpAsync() => floor.OpenAsync();

    public async Task<int> CallAsync(int caller, Random random)
    {
        var market = floor.PickMarket(random);
        return (await floor.Market(market).Clear(floor.NextTrade(market, random))).IsCleared ? 1 : 0;
    }

    public Task SettleAsync() => floor.SettleAsync();
}
