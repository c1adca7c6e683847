namespace Clearinghouse.Benchmarks.Peers;

/// <summary>Moves money between two accounts in one transaction.</summary>
[Alias("Clearinghouse.Benchmarks.ITransferGrain")]
public interface ITransferGrain : IGrainWithIntegerKey
{
    /// <summary>Takes from one account and gives to another; answers when both are stored.</summary>
    [Alias("Transfer"), Transaction(TransactionOption.Create)]
    Task Transfer(long from, long to, long units);
}
