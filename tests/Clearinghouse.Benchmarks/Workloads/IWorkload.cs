namespace Clearinghouse.Benchmarks.Workloads;

/// <summary>Something to do over and over on one node, by many callers at a time.</summary>
internal interface IWorkload
{
    /// <summary>As tables and options call it.</summary>
    string Name { get; }

    /// <summary>The most calls in flight that mean something; more only wait in a queue.</summary>
    int MostInFlight => int.MaxValue;

    /// <summary>Makes what the calls need: grains are active, rows exist.</summary>
    Task SetUpAsync();

    /// <summary>One call.</summary>
    /// <param name="caller">Which caller, from 0.</param>
    /// <param name="random">The caller's own.</param>
    /// <returns>How many units were done durably; 0 when the call was refused.</returns>
    Task<int> CallAsync(int caller, Random random);

    /// <summary>Returns when nothing that the calls caused is left to do.</summary>
    Task SettleAsync() => Task.CompletedTask;
}
