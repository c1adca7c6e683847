using Clearinghouse.Benchmarks.Peers;

namespace Clearinghouse.Benchmarks.Workloads;

/// <summary>A transfer between two accounts by Orleans.Transactions, on Orleans' own ADO.NET provider.</summary>
internal sealed class TransferWorkload(IGrainFactory grains) : IWorkload
{
    public string Name => WorkloadNames.Transfer;

    public Task SetUpAsync() => Crowd.ForEachAsync(
        ClearingFloor.Accounts / 2, pair => grains.GetGrain<ITransferGrain>(0).Transfer(2 * pair, (2 * pair) + 1, 1));

    public async Task<int> CallAsync(int caller, Random random)
    {
        var (from, to) = ClearingFloor.PickTwoAccounts(random);
        await grains.GetGrain<ITransferGrain>(0).Transfer(from, to, 1);
        return 1;
    }
}
