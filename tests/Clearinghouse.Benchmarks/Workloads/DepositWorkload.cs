namespace Clearinghouse.Benchmarks.Workloads;

/// <summary>Deposits into one account per call: one event appended to one journal, nothing else.</summary>
internal sealed class DepositWorkload(ClearingFloor floor) : IWorkload
{
    public string Name => WorkloadNames.Deposit;

    public Task SetUpAsync() => floor.OpenAsync();

    public async Task<int> CallAsync(int caller, Random random) => await floor.DepositAsync(random.Next(ClearingFloor.Accounts)) ? 1 : 0;
}
