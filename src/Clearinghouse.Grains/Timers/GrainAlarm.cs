namespace Clearinghouse.Grains.Timers;

/// <summary>A timer of a grain that rings once after it was set. Set while it waits, it stays as it is; set while what it rang for runs, it rings again. Used from one grain's turns only.</summary>
/// <param name="grain">The grain.</param>
/// <param name="due">How long it waits.</param>
/// <param name="ring">What it rings for; calls of the grain interleave with it.</param>
internal sealed class GrainAlarm(IGrainBase grain, TimeSpan due, Func<Task> ring)
{
    private IGrainTimer? _timer;

    /// <summary>Sets it.</summary>
    public void Set() => _timer ??= grain.RegisterGrainTimer(Ring, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = true });

    private Task Ring()
    {
        _timer?.Dispose();
        _timer = null;
        return ring();
    }
}
