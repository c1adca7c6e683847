using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Cli.Reports;

/// <summary>What was forecast against what was realised, day by day, as volatility per year.</summary>
internal static class ForecastChart
{
    private const double DaysPerYear = 365;
    private const double Percent = 100;

    private static readonly double[] Ticks = [5, 10, 20, 50, 100, 200, 500, 1000];

    /// <param name="market">What was realised.</param>
    /// <param name="track">What was forecast.</param>
    /// <param name="id">The chart's id within the page.</param>
    public static string Of(DayHistory market, ForecastTrack track, string id)
    {
        int[] days = [.. Enumerable.Range(0, market.Count).Where(day => track.Variances[day] is > 0)];
        var canvas = new ChartCanvas("volatility per year, logarithmic");
        double[] xs = [.. days.Select(day => ReportDay.Of(market[day]).ToOADate())];
        canvas.Line(xs, [.. days.Select(day => Log10Volatility(market[day].RealisedVariance))], ChartCanvas.Grey, "realised", 0.8f);
        canvas.Line(xs, [.. days.Select(day => Log10Volatility(track.Variances[day]!.Value))], ChartCanvas.Blue, "forecast the day before", 1.4f);
        canvas.DaysBottom(xs[0], xs[^1]);
        canvas.Plot.Axes.Left.TickGenerator = ChartCanvas.LogTicks(Ticks, " %");
        canvas.Plot.Axes.Margins(bottom: 0.05, top: 0.15, left: 0, right: 0);
        return canvas.ToSvg(id, $"Forecast and realised volatility of {market.Symbol}");
    }

    /// <summary>The volatility per year in percent, as a logarithm to base 10.</summary>
    private static double Log10Volatility(double variancePerDay) => Math.Log10(Percent * Math.Sqrt(DaysPerYear * variancePerDay));
}
