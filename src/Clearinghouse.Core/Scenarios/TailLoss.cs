namespace Clearinghouse.Core.Scenarios;

/// <summary>Tail statistics of losses, one per scenario of equal probability.</summary>
public static class TailLoss
{
    private static readonly double[] Logs = [.. Enumerable.Range(0, 1_024).Select(count => Math.Log(count + 0.5))];

    /// <summary>How many scenarios make the tail: (1 − confidence) × count, rounded up, at least one.</summary>
    public static int CountOf(int scenarios, double confidence) => Math.Clamp((int)Math.Ceiling(((1 - confidence) * scenarios) - 1e-9), 1, Math.Max(1, scenarios));

    /// <summary>The statistic, not negative: a portfolio that can't lose needs nothing.</summary>
    /// <param name="losses">Losses positive.</param>
    /// <param name="statistic">Which.</param>
    /// <param name="confidence">From 0 to below 1; the worst ignores it.</param>
    public static double Of(ReadOnlySpan<double> losses, TailStatistic statistic, double confidence) => Of(losses, statistic, confidence, new double[losses.Length], 0);

    /// <summary>The statistic, or the floor where that is larger.</summary>
    /// <param name="losses">Losses positive.</param>
    /// <param name="statistic">Which.</param>
    /// <param name="confidence">From 0 to below 1; the worst ignores it.</param>
    /// <param name="room">Scratch for as many values as there are losses.</param>
    /// <param name="floor">What it is compared with anyway, not negative: often no loss is above, and the tail need not be looked for.</param>
    public static double Of(ReadOnlySpan<double> losses, TailStatistic statistic, double confidence, Span<double> room, double floor)
    {
        if (losses.IsEmpty) return floor;
        var (max, low) = ScenarioVector.MaxAndLow(losses);
        if (max <= floor || statistic == TailStatistic.Worst) return Math.Max(floor, max);
        var count = CountOf(losses.Length, confidence);

        // Whatever is in the tail lies among those at or above a number that enough of them reach.
        var isWhole = count > ScenarioVector.LanesBelow || !double.IsFinite(low);
        var tail = isWhole ? losses : room[..ScenarioVector.KeepAtLeast(losses, low, room)];
        var (threshold, above) = FindThreshold(tail, count, isWhole ? ScenarioVector.Min(losses) : low, max);
        if (statistic == TailStatistic.ValueAtRisk) return Math.Max(floor, above == count ? ScenarioVector.MinAbove(tail, threshold) : threshold);
        var ties = above == count ? 0 : (count - above) * threshold;
        return Math.Max(floor, (ScenarioVector.SumAbove(tail, threshold) + ties) / count);
    }

    /// <summary>
    /// A threshold above which lie just so many values; or fewer, where the rest of them equal it. Narrows the range of the values until the count fits: a handful of passes without a branch on data, which
    /// a selection by comparisons would mispredict. Where to look next follows from the counts at both ends, as if tails fell exponentially; after some steps it is the middle, so that it ends.
    /// </summary>
    private static (double Threshold, int Above) FindThreshold(ReadOnlySpan<double> values, int count, double low, double high)
    {
        const int interpolations = 6;
        if (count == values.Length) return (double.NegativeInfinity, count);
        var (aboveHigh, aboveLow) = (0, values.Length - 1);
        if (aboveLow == count) aboveLow = ScenarioVector.CountAbove(values, low);
        if (aboveLow == count) return (low, count);
        for (var step = 0; ; step++)
        {
            var share = step < interpolations ? Math.Clamp((LogOf(aboveLow) - LogOf(count)) / (LogOf(aboveLow) - LogOf(aboveHigh)), 0.05, 0.95) : 0.5;
            var middle = low + ((high - low) * share);
            if (middle <= low || middle >= high) break;
            var above = ScenarioVector.CountAbove(values, middle);
            if (above == count) return (middle, above);
            if (above > count) (low, aboveLow) = (middle, above);
            else (high, aboveHigh) = (middle, above);
        }

        // No number lies in between: what is not above equals the upper end, unless nearly all values are the least one.
        aboveLow = ScenarioVector.CountAbove(values, low);
        return aboveLow < count ? (low, aboveLow) : (high, aboveHigh);
    }

    /// <summary>The logarithm of a count, half a value on top so that there is one of none.</summary>
    private static double LogOf(int count) => count < Logs.Length ? Logs[count] : Math.Log(count + 0.5);
}
