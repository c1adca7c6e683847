using Clearinghouse.Benchmarks.Peers;

namespace Clearinghouse.Benchmarks.Workloads;

/// <summary>A bare call to one of as many grains as there are accounts.</summary>
internal sealed class PingWorkload(IGrainFactory grains) : IWorkload
{
    public string Name => WorkloadNames.Ping;

    public Task SetUpAsync() => Crowd.ForEachAsync(ClearingFloor.Accounts, grain => grains.GetGrain<IPingGrain>(grain).Ping());

    public async Task<int> CallAsync(int caller, Random random)
    {
        await grains.GetGrain<IPingGrain>(random.Next(ClearingFloor.Accounts)).Ping();
        return 1;
    }
}
