namespace Clearinghouse.Benchmarks.Peers;

/// <inheritdoc cref="IPingGrain"/>
public sealed class PingGrain : Grain, IPingGrain
{
    /// <inheritdoc/>
    public Task Ping() => Task.CompletedTask;
}
