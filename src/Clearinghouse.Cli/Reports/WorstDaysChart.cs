using ScottPlot;

namespace Clearinghouse.Cli.Reports;

/// <summary>When forecasts missed: QLIKE of every day of every market, the worst ones marked.</summary>
internal static class WorstDaysChart
{
    /// <summary>Smaller losses are drawn nowhere: they would fill the page and tell nothing.</summary>
    private const double DrawnMin = 1;

    private static readonly double[] Ticks = [1, 2, 5, 10, 20, 50, 100];

    /// <param name="days">Every day, the worst first.</param>
    /// <param name="marked">How many of them are marked.</param>
    /// <param name="id">The chart's id within the page.</param>
    public static string Of(IReadOnlyList<WorstDay> days, int marked, string id)
    {
        var canvas = new ChartCanvas("QLIKE of the day, logarithmic");
        var drawn = days.Where(day => day.Qlike >= DrawnMin).Skip(marked).ToList();
        var worst = days.Take(marked).ToList();
        canvas.Points([.. drawn.Select(day => day.Day.ToOADate())], [.. drawn.Select(day => Math.Log10(day.Qlike))], ChartCanvas.Grey, $"a day of a market from {DrawnMin} on", MarkerShape.OpenCircle, 4);
        canvas.Points([.. worst.Select(day => day.Day.ToOADate())], [.. worst.Select(day => Math.Log10(day.Qlike))], ChartCanvas.Orange, $"the worst {marked}", MarkerShape.FilledDiamond, 9);
        canvas.DaysBottom(days.Min(day => day.Day).ToOADate(), days.Max(day => day.Day).ToOADate());
        canvas.Plot.Axes.Left.TickGenerator = ChartCanvas.LogTicks(Ticks, "");
        canvas.Plot.Axes.Margins(bottom: 0.05, top: 0.2, left: 0, right: 0);
        return canvas.ToSvg(id, "QLIKE of every day, the worst days marked");
    }
}
