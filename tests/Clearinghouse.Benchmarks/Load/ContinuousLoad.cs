using Clearinghouse.Benchmarks.Workloads;

namespace Clearinghouse.Benchmarks.Load;

/// <summary>A closed loop that runs until it is stopped, while something else happens; afterwards it says how fast it was in any window.</summary>
internal sealed class ContinuousLoad
{
    private readonly List<Caller> _callers;
    private readonly Task _running;

    private ContinuousLoad(IWorkload workload, int inFlight)
    {
        _callers = [.. Enumerable.Range(0, inFlight).Select(number => new Caller(workload, number, (0, long.MaxValue)))];
        _running = Task.WhenAll(_callers.Select(caller => Task.Run(caller.RunAsync)));
    }

    /// <summary>Starts it.</summary>
    /// <param name="workload">What to call; set up.</param>
    /// <param name="inFlight">How many callers.</param>
    public static ContinuousLoad Start(IWorkload workload, int inFlight) => new(workload, inFlight);

    /// <summary>Ends it, and waits for the last answers.</summary>
    public Task StopAsync()
    {
        _callers.ForEach(caller => caller.Stop());
        return _running;
    }

    /// <summary>What was done within a window; the load must have been stopped.</summary>
    /// <param name="from">From when, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
    /// <param name="to">To when, exclusive; later than <paramref name="from"/>.</param>
    public WindowSample Between(long from, long to)
    {
        var calls = _callers.SelectMany(caller => caller.Calls).ToList();
        var done = calls.Where(call => call.Ended >= from && call.Ended < to).Sum(call => (long)call.Done);

        // Whoever began in the window counts, however late the answer came: else the slowest would not be seen.
        var latencies = calls.Where(call => call.Began >= from && call.Began < to).Select(call => call.Ended - call.Began).Order().ToList();
        return new WindowSample(done * (double)System.Diagnostics.Stopwatch.Frequency / (to - from), ClosedLoop.PercentileMs(latencies, 0.50), ClosedLoop.PercentileMs(latencies, 0.99));
    }

    /// <summary>Calls that threw or were refused.</summary>
    public long Failed => _callers.Sum(caller => caller.Failed);

    /// <summary>What one of them said; null when there was none.</summary>
    public string? FirstFailure => _callers.Select(caller => caller.FirstFailure).FirstOrDefault(failure => failure is not null);
}
