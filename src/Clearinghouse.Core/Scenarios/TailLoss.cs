namespace Clearinghouse.Core.Scenarios;

/// <summary>Tail statistics of losses, one per scenario of equal probability.</summary>
public static class TailLoss
{
    /// <summary>How many scenarios make the tail: (1 − confidence) × count, rounded up, at least one.</summary>
    public static int CountOf(int scenarios, double confidence) => Math.Clamp((int)Math.Ceiling(((1 - confidence) * scenarios) - 1e-9), 1, Math.Max(1, scenarios));

    /// <summary>The statistic, not negative: a portfolio that can't lose needs nothing. The losses are reordered.</summary>
    /// <param name="losses">Losses positive.</param>
    /// <param name="statistic">Which.</param>
    /// <param name="confidence">From 0 to below 1; the worst ignores it.</param>
    public static double Of(Span<double> losses, TailStatistic statistic, double confidence)
    {
        if (losses.IsEmpty) return 0;
        if (statistic == TailStatistic.Worst) return Math.Max(0, ScenarioVector.Max(losses));
        var count = CountOf(losses.Length, confidence);
        SelectLargest(losses, count);
        var tail = losses[..count];
        var (sum, least) = (0.0, double.PositiveInfinity);
        foreach (var loss in tail) (sum, least) = (sum + loss, Math.Min(least, loss));
        return Math.Max(0, statistic == TailStatistic.ValueAtRisk ? least : sum / count);
    }

    /// <summary>Brings the largest values to the front, in any order (Hoare's quickselect, 1961).</summary>
    private static void SelectLargest(Span<double> values, int count)
    {
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            var pivot = values[(low + high) >>> 1];
            var (i, j) = (low, high);
            while (i <= j)
            {
                while (values[i] > pivot) i++;
                while (values[j] < pivot) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }

            if (count - 1 <= j) high = j;
            else if (count - 1 >= i) low = i;
            else return;
        }
    }
}
