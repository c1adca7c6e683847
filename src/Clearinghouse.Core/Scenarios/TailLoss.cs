namespace Clearinghouse.Core.Scenarios;

/// <summary>Tail statistics of losses, one per scenario of equal probability.</summary>
public static class TailLoss
{
    /// <summary>How many scenarios make the tail: (1 − confidence) × count, rounded up, at least one.</summary>
    public static int CountOf(int scenarios, double confidence) => Math.Clamp((int)Math.Ceiling(((1 - confidence) * scenarios) - 1e-9), 1, Math.Max(1, scenarios));

    /// <summary>The statistic, not negative: a portfolio that can't lose needs nothing.</summary>
    /// <param name="losses">Losses positive.</param>
    /// <param name="statistic">Which.</param>
    /// <param name="confidence">From 0 to below 1; the worst ignores it.</param>
    public static double Of(ReadOnlySpan<double> losses, TailStatistic statistic, double confidence)
    {
        if (losses.IsEmpty) return 0;
        if (statistic == TailStatistic.Worst) return Math.Max(0, ScenarioVector.Max(losses));
        var count = CountOf(losses.Length, confidence);
        var (threshold, above) = FindThreshold(losses, count);
        if (statistic == TailStatistic.ValueAtRisk) return Math.Max(0, above == count ? ScenarioVector.MinAbove(losses, threshold) : threshold);
        var ties = above == count ? 0 : (count - above) * threshold;
        return Math.Max(0, (ScenarioVector.SumAbove(losses, threshold) + ties) / count);
    }

    /// <summary>
    /// A threshold above which lie just so many values; or fewer, where the rest of them equal it. Halves the range of the values until the count fits: a handful of passes without a branch on data, which
    /// a selection by comparisons would mispredict.
    /// </summary>
    private static (double Threshold, int Above) FindThreshold(ReadOnlySpan<double> values, int count)
    {
        if (count == values.Length) return (double.NegativeInfinity, count);
        var (high, low) = ScenarioVector.MaxAndLow(values);
        var aboveHigh = 0;

        // The quick lower end will do when enough values lie above it; equal ones can be too many at it.
        if (count > ScenarioVector.LanesBelow || !double.IsFinite(low) || ScenarioVector.CountAbove(values, low) < count) low = ScenarioVector.Min(values);
        while (true)
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high) break;
            var above = ScenarioVector.CountAbove(values, middle);
            if (above == count) return (middle, above);
            if (above > count) low = middle;
            else (high, aboveHigh) = (middle, above);
        }

        // No number lies in between: what is not above equals the upper end, unless nearly all values are the least one.
        var aboveLow = ScenarioVector.CountAbove(values, low);
        return aboveLow < count ? (low, aboveLow) : (high, aboveHigh);
    }
}
