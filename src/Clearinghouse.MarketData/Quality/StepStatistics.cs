namespace Clearinghouse.MarketData.Quality;

/// <summary>
/// The distances between neighbouring bars, counted by length. Which of them are gaps is known only at the end, when it is
/// known which length is the commonest.
/// </summary>
internal sealed class StepStatistics
{
    private readonly Dictionary<long, (long Count, BarGap First)> _byLengthMs = [];

    /// <summary>The commonest length, the shortest of several; null without steps.</summary>
    internal long? CommonestMs => _byLengthMs.Count == 0
        ? null
        : _byLengthMs.OrderByDescending(step => step.Value.Count).ThenBy(step => step.Key).First().Key;

    internal void Add(BarGap step) =>
        _byLengthMs[step.LengthMs] = _byLengthMs.TryGetValue(step.LengthMs, out var known) ? (known.Count + 1, known.First) : (1, step);

    internal long CountLongerThan(long? intervalMs) => Longer(intervalMs).Sum(step => step.Value.Count);

    internal long MissingAt(long? intervalMs) => Longer(intervalMs).Sum(step => step.Value.Count * ((step.Key / intervalMs!.Value) - 1));

    internal BarGap? FirstLongerThan(long? intervalMs) =>
        Longer(intervalMs).Select(step => (BarGap?)step.Value.First).MinBy(gap => gap!.Value.AfterMs);

    internal BarGap? LongestAbove(long? intervalMs) =>
        Longer(intervalMs).Select(step => (BarGap?)step.Value.First).MaxBy(gap => gap!.Value.LengthMs);

    internal long CountOffGrid(long? intervalMs) =>
        intervalMs is null ? 0 : _byLengthMs.Where(step => step.Key % intervalMs != 0).Sum(step => step.Value.Count);

    private IEnumerable<KeyValuePair<long, (long Count, BarGap First)>> Longer(long? intervalMs) =>
        _byLengthMs.Where(step => step.Key > intervalMs);
}
