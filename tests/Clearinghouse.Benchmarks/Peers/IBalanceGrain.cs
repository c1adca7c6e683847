namespace Clearinghouse.Benchmarks.Peers;

/// <summary>A balance that is written as a whole at every change.</summary>
[Alias("Clearinghouse.Benchmarks.IBalanceGrain")]
public interface IBalanceGrain : IGrainWithIntegerKey
{
    /// <summary>Changes the balance and answers when it is stored.</summary>
    [Alias("Add")]
    Task Add(long units);
}
