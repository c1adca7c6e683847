namespace Clearinghouse.Grains.Timers;

/// <summary>A timer of a grain that beats as long as there is need of it, and stops by itself. Used from one grain's turns only.</summary>
/// <param name="grain">The grain.</param>
/// <param name="period">From beat to beat.</param>
/// <param name="isNeeded">Whether there is need of it; asked when it is started, and after each beat.</param>
/// <param name="beat">What it does; calls of the grain interleave with it.</param>
internal sealed class GrainPulse(IGrainBase grain, TimeSpan period, Func<bool> isNeeded, Func<Task> beat)
{
    private IGrainTimer? _timer;

    /// <summary>Starts it, if there is need.</summary>
    public void Start()
    {
        if (isNeeded()) _timer ??= grain.RegisterGrainTimer(Beat, new GrainTimerCreationOptions(period, period) { Interleave = true });
    }

    private async Task Beat()
    {
        await beat();
        if (isNeeded()) return;
        _timer?.Dispose();
        _timer = null;
    }
}
