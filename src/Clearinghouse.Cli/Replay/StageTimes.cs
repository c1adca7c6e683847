using System.Diagnostics;

namespace Clearinghouse.Cli.Replay;

/// <summary>Adds up the time of stages.</summary>
internal sealed class StageTimes
{
    private readonly Dictionary<ReplayStage, TimeSpan> _spent = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public TimeSpan Elapsed => _watch.Elapsed;

    public TimeSpan Of(ReplayStage stage) => _spent.GetValueOrDefault(stage);

    public async Task<T> Measure<T>(ReplayStage stage, Func<Task<T>> work)
    {
        var started = _watch.Elapsed;
        try
        {
            return await work();
        }
        finally
        {
            _spent[stage] = Of(stage) + (_watch.Elapsed - started);
        }
    }

    public Task Measure(ReplayStage stage, Func<Task> work) => Measure(stage, async () =>
    {
        await work();
        return true;
    });

    public IReadOnlyDictionary<string, double> ToShares() => _spent
        .OrderBy(pair => pair.Key)
        .ToDictionary(pair => JsonName(pair.Key), pair => Math.Round(pair.Value / _watch.Elapsed, 3));

    private static string JsonName(ReplayStage stage) => char.ToLowerInvariant(stage.ToString()[0]) + stage.ToString()[1..];
}
