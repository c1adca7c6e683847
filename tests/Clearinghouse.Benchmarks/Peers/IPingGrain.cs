namespace Clearinghouse.Benchmarks.Peers;

/// <summary>A grain that only answers: what a message to a grain and back costs.</summary>
[Alias("Clearinghouse.Benchmarks.IPingGrain")]
public interface IPingGrain : IGrainWithIntegerKey
{
    /// <summary>Answers.</summary>
    [Alias("Ping")]
    Task Ping();
}
