using System.Text.Json.Serialization;
using Clearinghouse.Core.Breakers;

namespace Clearinghouse.Cli.Replay;

/// <summary>How a market's margin and breaker did in a replay.</summary>
/// <param name="Market">The market.</param>
/// <param name="AverageInitialMarginRate">Mean over the bars, a fraction of notional.</param>
/// <param name="LargestInitialMarginRate">The largest.</param>
/// <param name="Days">Days on which the next 24 hours were seen whole.</param>
/// <param name="BreachesLong">Of those, on how many the worst mark of a long within 24 hours passed the initial margin of the day's beginning.</param>
/// <param name="BreachesShort">The same of a short.</param>
/// <param name="WorstExcess">By how much the worst of them passed it, a fraction of notional.</param>
/// <param name="BreakerHours">Hours by level of the breaker, above normal.</param>
/// <param name="Points">Bar by bar.</param>
public sealed record ReplayMarketMargin(
    string Market,
    double AverageInitialMarginRate,
    double LargestInitialMarginRate,
    int Days,
    int BreachesLong,
    int BreachesShort,
    double WorstExcess,
    IReadOnlyDictionary<BreakerLevel, double> BreakerHours,
    [property: JsonIgnore] IReadOnlyList<ReplayPoint> Points)
{
    /// <summary>Sums a market's points up.</summary>
    public static ReplayMarketMargin Of(string market, IReadOnlyList<ReplayPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var (days, breachesLong, breachesShort, excess) = (0, 0, 0, 0.0);
        for (var i = 0; i < points.Count; i++)
        {
            if (points[i].Time.TimeOfDay != TimeSpan.Zero) continue;
            var end = points[i].Time.AddDays(1);
            var next = points.Skip(i + 1).TakeWhile(point => point.Time <= end).ToList();
            if (next.Count == 0 || next[^1].Time < end) continue;
            days++;
            var overLong = 1 - (next.Min(point => point.Low) / points[i].Price) - points[i].InitialMarginRate;
            var overShort = (next.Max(point => point.High) / points[i].Price) - 1 - points[i].InitialMarginRate;
            if (overLong > 0) breachesLong++;
            if (overShort > 0) breachesShort++;
            excess = Math.Max(excess, Math.Max(overLong, overShort));
        }

        var hours = points.Count < 2 ? 0 : (points[1].Time - points[0].Time).TotalHours;
        return new ReplayMarketMargin(
            market,
            points.Average(point => point.InitialMarginRate),
            points.Max(point => point.InitialMarginRate),
            days,
            breachesLong,
            breachesShort,
            excess,
            points.Where(point => point.Breaker > BreakerLevel.Normal).GroupBy(point => point.Breaker).OrderBy(level => level.Key).ToDictionary(level => level.Key, level => hours * level.Count()),
            points);
    }
}
