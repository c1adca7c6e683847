using System.Runtime.InteropServices;

namespace Clearinghouse.Forecasting.Backtests;

/// <summary>
/// The traffic light of the Basel Committee (1996): over every 250 days in a row, green up to 4 breaches, yellow from 5, red from 10.
/// It is made for 99 %.
/// </summary>
/// <param name="Green">The share of windows with up to 4 breaches, 0 to 1.</param>
/// <param name="Yellow">The share with 5 to 9.</param>
/// <param name="Red">The share with 10 or more.</param>
/// <param name="BreachesMax">The most breaches of any window.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TrafficLight(double Green, double Yellow, double Red, int BreachesMax)
{
    /// <summary>How long a window is, in days.</summary>
    public const int WindowDays = 250;

    private const int YellowFrom = 5;
    private const int RedFrom = 10;

    /// <summary>Counts the breaches of all windows; null when there are too few days for one.</summary>
    /// <param name="breaches">Whether each day was a breach, in order of time.</param>
    public static TrafficLight? Of(IReadOnlyList<bool> breaches)
    {
        ArgumentNullException.ThrowIfNull(breaches);
        if (breaches.Count < WindowDays) return null;
        var counts = new List<int>();
        for (int i = 0, count = 0; i < breaches.Count; i++)
        {
            count += (breaches[i] ? 1 : 0) - (i >= WindowDays && breaches[i - WindowDays] ? 1 : 0);
            if (i >= WindowDays - 1) counts.Add(count);
        }

        double Share(Func<int, bool> isSo) => counts.Count(isSo) / (double)counts.Count;
        return new(Share(count => count < YellowFrom), Share(count => count is >= YellowFrom and < RedFrom), Share(count => count >= RedFrom), counts.Max());
    }
}
