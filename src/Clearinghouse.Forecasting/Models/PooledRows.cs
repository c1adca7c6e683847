using Clearinghouse.Forecasting.Bars;
using Clearinghouse.Forecasting.Features;

namespace Clearinghouse.Forecasting.Models;

/// <summary>
/// The rows of several markets, made comparable: logarithms of variances are less the market's own long-run mean as it was known
/// that day, and so is the target.
/// </summary>
internal sealed class PooledRows(RegressorSet regressors)
{
    /// <summary>The days of a market that come before its first row.</summary>
    internal const int BurnInDays = 60;

    /// <summary>How many numbers a row has.</summary>
    internal int Width => regressors.Count + MarketFactor.Count;

    /// <summary>Every row whose target is known, by day and within a day by market.</summary>
    internal List<PooledRow> Training(VolatilityPanel known)
    {
        var factors = MarketFactor.Of(known);
        var rows = new List<PooledRow>();
        for (var i = 0; i < factors.Length; i++)
        {
            var dayMs = known.FirstDayMs + (i * DayGrid.DayMs);
            foreach (var market in known.Markets.Where(market => market.Count > 0))
            {
                var day = market.IndexOf(dayMs);
                if (day < BurnInDays || day >= market.TargetedCount) continue;
                var values = new double[Width];
                market.Regressors(regressors, day).CopyTo(values);
                factors[i].CopyTo(values, regressors.Count);
                rows.Add(new(values, Math.Log(market.TargetAfter(day)) - market.Regressors(RegressorSets.LongRunMean, day)[0]));
            }
        }

        return rows;
    }

    /// <summary>The row at the end of a market's last known day; null when its history is too short.</summary>
    internal (double[] Values, double Mean)? Now(VolatilityPanel known, int index)
    {
        var market = known.Markets[index];
        if (market.Count <= BurnInDays) return null;
        var last = market.Count - 1;
        var values = new double[Width];
        market.Regressors(regressors, last).CopyTo(values);
        MarketFactor.Write(known, market[last].OpenTimeMs, values.AsSpan(regressors.Count));
        return (values, market.Regressors(RegressorSets.LongRunMean, last)[0]);
    }
}
