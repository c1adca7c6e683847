using Clearinghouse.Grains;
using Orleans.Concurrency;
using Orleans.Transactions.Abstractions;

namespace Clearinghouse.Benchmarks.Peers;

/// <inheritdoc cref="ITransferAccountGrain"/>
// The provider keys a row by the grain's key and the name of the state, not by the grain's type: the name must differ from every other grain's.
[Reentrant]
public sealed class TransferAccountGrain([TransactionalState("transfer-balance", GrainStorageNames.Cold)] ITransactionalState<StoredBalance> balance)
    : Grain, ITransferAccountGrain
{
    /// <inheritdoc/>
    public Task Add(long units) => balance.PerformUpdate(state => state.Units += units);
}
