using Clearinghouse.Grains;

namespace Clearinghouse.Benchmarks.Peers;

/// <inheritdoc cref="IBalanceGrain"/>
public sealed class BalanceGrain([PersistentState("stored-balance", GrainStorageNames.Cold)] IPersistentState<StoredBalance> balance) : Grain, IBalanceGrain
{
    /// <inheritdoc/>
    public Task Add(long units)
    {
        balance.State.Units += units;
        return balance.WriteStateAsync();
    }
}
