using Clearinghouse.Benchmarks.Peers;

namespace Clearinghouse.Benchmarks.Workloads;

/// <summary>One <c>WriteStateAsync</c> per call, on Orleans' own ADO.NET provider.</summary>
internal sealed class WriteStateWorkload(IGrainFactory grains) : IWorkload
{
    public string Name => WorkloadNames.WriteState;

    public Task SetUpAsync() => Crowd.ForEachAsync(ClearingFloor.Accounts, grain => grains.GetGrain<IBalanceGrain>(grain).Add(1));

    public async Task<int> CallAsync(int caller, Random random)
    {
        await grains.GetGrain<IBalanceGrain>(random.Next(ClearingFloor.Accounts)).Add(1);
        return 1;
    }
}
