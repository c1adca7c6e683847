using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Measures;
using ScottPlot;

namespace Clearinghouse.Cli.Reports;

/// <summary>Whether a forecast of so much is followed by so much: the days of each market in ten groups, from calm to stormy forecasts.</summary>
internal static class CalibrationChart
{
    private const int Groups = 10;
    private const double Percent = 100;

    private static readonly MarkerShape[] Shapes = [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond, MarkerShape.OpenCircle, MarkerShape.OpenSquare];
    private static readonly string[] Palette = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00"];
    private static readonly double[] Ticks = [0.5, 0.7, 1, 1.5, 2, 3, 4, 5, 7, 10, 15, 20];

    public static string Of(IReadOnlyList<DayHistory> markets, IReadOnlyList<ForecastTrack> tracks, string id)
    {
        var canvas = new ChartCanvas("realised volatility of a day, root of the mean variance", heightPixels: 420);
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var ((market, track), i) in markets.Zip(tracks).Select((pair, i) => (pair, i)))
        {
            var days = Enumerable.Range(0, market.Count).Where(day => track.Variances[day] is > 0).OrderBy(day => track.Variances[day]).ToArray();
            var groups = days.Chunk((days.Length + Groups - 1) / Groups).ToList();
            double[] xs = [.. groups.Select(group => Log10Volatility(group.Average(day => track.Variances[day]!.Value)))];
            double[] ys = [.. groups.Select(group => Log10Volatility(group.Average(day => market[day].RealisedVariance)))];
            canvas.Points(xs, ys, Color.FromHex(Palette[i % Palette.Length]), market.Symbol, Shapes[i % Shapes.Length], 8);
            (low, high) = (Math.Min(low, Math.Min(xs.Min(), ys.Min())), Math.Max(high, Math.Max(xs.Max(), ys.Max())));
        }

        canvas.Line([low, high], [low, high], ChartCanvas.Grey, "as forecast");
        canvas.Plot.XLabel("forecast volatility of the day, mean of the group", size: 12);
        canvas.Plot.Axes.Left.TickGenerator = ChartCanvas.LogTicks(Ticks, " %");
        canvas.Plot.Axes.Bottom.TickGenerator = ChartCanvas.LogTicks(Ticks, " %");
        return canvas.ToSvg(id, "Mean realised volatility by mean forecast volatility, in ten groups of days for each market");
    }

    private static double Log10Volatility(double variancePerDay) => Math.Log10(Percent * Math.Sqrt(variancePerDay));
}
