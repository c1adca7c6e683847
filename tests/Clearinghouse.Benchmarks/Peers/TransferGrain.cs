using Orleans.Concurrency;

namespace Clearinghouse.Benchmarks.Peers;

/// <inheritdoc cref="ITransferGrain"/>
[StatelessWorker, Reentrant]
public sealed class TransferGrain : Grain, ITransferGrain
{
    /// <inheritdoc/>
    public async Task Transfer(long from, long to, long units)
    {
        // Both locks in one order for everybody: crossing transfers would otherwise wait for each other until a timeout.
        var (first, second, change) = from < to ? (from, to, -units) : (to, from, units);
        await GrainFactory.GetGrain<ITransferAccountGrain>(first).Add(change);
        await GrainFactory.GetGrain<ITransferAccountGrain>(second).Add(-change);
    }
}
