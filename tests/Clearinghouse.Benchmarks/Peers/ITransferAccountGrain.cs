namespace Clearinghouse.Benchmarks.Peers;

/// <summary>An account whose balance takes part in Orleans transactions.</summary>
[Alias("Clearinghouse.Benchmarks.ITransferAccountGrain")]
public interface ITransferAccountGrain : IGrainWithIntegerKey
{
    /// <summary>Changes the balance within the caller's transaction.</summary>
    [Alias("Add"), Transaction(TransactionOption.Join)]
    Task Add(long units);
}
