using System.Diagnostics;
using Clearinghouse.Benchmarks.Workloads;

namespace Clearinghouse.Benchmarks.Load;

/// <summary>One of the callers of a closed loop: calls, waits for the answer, calls again.</summary>
/// <param name="workload">What to call.</param>
/// <param name="number">Which caller, from 0.</param>
/// <param name="window">From when to when it counts, in ticks of <see cref="Stopwatch"/>; no call begins later.</param>
internal sealed class Caller(IWorkload workload, int number, (long From, long To) window)
{
    private readonly Random _random = new(number);

    private volatile bool _isStopped;

    /// <summary>Calls that began in the window and succeeded, in ticks, and what they did, in units.</summary>
    public List<(long Began, long Ended, int Done)> Calls { get; } = [];

    /// <summary>Units done within the window.</summary>
    public long DoneInWindow { get; private set; }

    /// <summary>Units done at all.</summary>
    public long Done { get; private set; }

    /// <summary>Calls that threw or were refused.</summary>
    public long Failed { get; private set; }

    /// <summary>What the first of them said.</summary>
    public string? FirstFailure { get; private set; }

    /// <summary>Begins no call any more.</summary>
    public void Stop() => _isStopped = true;

    /// <summary>Calls until the window ends or it is stopped, and waits for the last answer.</summary>
    public async Task RunAsync()
    {
        for (var began = Stopwatch.GetTimestamp(); began < window.To && !_isStopped; began = Stopwatch.GetTimestamp())
        {
            var done = await CallAsync();
            var ended = Stopwatch.GetTimestamp();
            if (done == 0) continue;
            Done += done;
            if (ended >= window.From && ended < window.To) DoneInWindow += done;
            if (began >= window.From) Calls.Add((began, ended, done));
        }
    }

    private async Task<int> CallAsync()
    {
        try
        {
            var done = await workload.CallAsync(number, _random);
            if (done == 0) Fail("refused");
            return done;
        }
        catch (Exception error)
        {
            // An aborted transaction or a busy database is a result: it is counted and told.
            Fail($"{error.GetType().Name}: {error.Message}");
            return 0;
        }
    }

    private void Fail(string what)
    {
        Failed++;
        FirstFailure ??= what;
    }
}
