using System.Diagnostics;
using Clearinghouse.Benchmarks.Workloads;

namespace Clearinghouse.Benchmarks.Load;

/// <summary>
/// Runs a workload with a fixed number of calls in flight: each caller calls again when it has its answer. A lead-in that does not count fills the queues first; after the window the last
/// answers are waited for, and then whatever the calls left to be done, so that it does not burden whoever is measured next.
/// </summary>
internal static class ClosedLoop
{
    /// <summary>Runs it once.</summary>
    /// <param name="workload">What to call; set up.</param>
    /// <param name="inFlight">How many callers.</param>
    /// <param name="leadIn">How long before it counts.</param>
    /// <param name="window">How long it counts.</param>
    public static async Task<LoadSample> RunAsync(IWorkload workload, int inFlight, TimeSpan leadIn, TimeSpan window)
    {
        // What an earlier measurement left to be collected is not this one's.
        GC.Collect();
        var begin = Stopwatch.GetTimestamp();
        var from = begin + ToTicks(leadIn);
        var callers = Enumerable.Range(0, inFlight).Select(number => new Caller(workload, number, (from, from + ToTicks(window)))).ToList();
        await Task.WhenAll(callers.Select(caller => Task.Run(caller.RunAsync)));
        await workload.SettleAsync();
        var settled = Stopwatch.GetElapsedTime(begin);

        var latencies = callers.SelectMany(caller => caller.Calls).Select(call => call.Ended - call.Began).Order().ToList();
        return new LoadSample(
            callers.Sum(caller => caller.DoneInWindow) / window.TotalSeconds,
            callers.Sum(caller => caller.Done) / settled.TotalSeconds,
            PercentileMs(latencies, 0.50),
            PercentileMs(latencies, 0.99),
            callers.Sum(caller => caller.Failed),
            callers.Select(caller => caller.FirstFailure).FirstOrDefault(failure => failure is not null));
    }

    private static long ToTicks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    /// <summary>A percentile of latencies in ticks, in milliseconds. Nearest rank: a latency that was really seen; null of none.</summary>
    /// <param name="sorted">The latencies, ascending.</param>
    /// <param name="share">Which, from 0 to 1.</param>
    public static double? PercentileMs(List<long> sorted, double share) => sorted.Count == 0
        ? null
        : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)] * 1_000.0 / Stopwatch.Frequency;
}
