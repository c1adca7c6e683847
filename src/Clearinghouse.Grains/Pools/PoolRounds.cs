using Microsoft.Extensions.Logging;

namespace Clearinghouse.Grains.Pools;

/// <summary>What a pool does now and then, each kind once at a time, beside its calls. What fails is logged and comes round again. Used from one pool's turns only.</summary>
/// <param name="logger">Hears of what failed.</param>
internal sealed class PoolRounds(ILogger logger)
{
    private readonly Dictionary<string, Task> _running = [];

    /// <summary>Starts a round, if there is need and the one before is over; done when the round that runs is.</summary>
    /// <param name="name">What it is, as the log shows it.</param>
    /// <param name="isNeeded">Whether there is need.</param>
    /// <param name="round">What it does.</param>
    public Task Start(string name, bool isNeeded, Func<Task> round)
    {
        if (_running.TryGetValue(name, out var running)) return running;
        if (!isNeeded) return Task.CompletedTask;
        var started = RunAsync(name, round);
        if (!started.IsCompleted) _running[name] = started;
        return started;
    }

    private async Task RunAsync(string name, Func<Task> round)
    {
        try
        {
            await round();
        }
        catch (Exception error)
        {
            logger.LogWarning(error, "A round failed and is made again: {Round}", name);
        }
        finally
        {
            _running.Remove(name);
        }
    }
}
