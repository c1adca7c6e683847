using Microsoft.Extensions.Logging;

namespace Clearinghouse.Grains.Pools;

/// <summary>What a pool does now and then, each kind once at a time, beside its calls. What fails is logged and comes round again. Used from one pool's turns only.</summary>
/// <param name="logger">Hears of what failed.</param>
internal sealed class PoolRounds(ILogger logger)
{
    private readonly HashSet<string> _running = [];

    /// <summary>Starts a round, if there is need and the one before is over.</summary>
    /// <param name="name">What it is, as the log shows it.</param>
    /// <param name="isNeeded">Whether there is need.</param>
    /// <param name="round">What it does.</param>
    public void Start(string name, bool isNeeded, Func<Task> round)
    {
        if (isNeeded && _running.Add(name)) _ = RunAsync(name, round);
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
