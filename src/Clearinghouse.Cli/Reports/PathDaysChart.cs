using System.Globalization;
using Clearinghouse.Cli.Defaults;
using Clearinghouse.Cli.Replay;
using Clearinghouse.Core.Units;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Clearinghouse.Cli.Reports;

/// <summary>How much was closed for accounts on each day, and how much was lost by those that could not pay.</summary>
internal static class PathDaysChart
{
    private const double BarSize = 0.38;
    private const int MostTicks = 16;

    /// <param name="days">The days, in order.</param>
    /// <param name="id">The chart's id within the page.</param>
    public static string Of(IReadOnlyList<ReplayDay> days, string id)
    {
        var canvas = new ChartCanvas("units of money");
        Bars(canvas, days, -BarSize / 2, path => path.ClosedNotional, ChartCanvas.Blue, "notional closed");
        Bars(canvas, days, BarSize / 2, path => path.Loss, ChartCanvas.Orange, "losses of defaults");
        var ticks = new NumericManual();
        for (var i = 0; i < days.Count; i += Math.Max(1, (days.Count + MostTicks - 1) / MostTicks)) ticks.AddMajor(i, days[i].Date.ToString("MM-dd", CultureInfo.InvariantCulture));
        canvas.Plot.Axes.Bottom.TickGenerator = ticks;
        canvas.Plot.Axes.Margins(bottom: 0, top: 0.25, left: 0.02, right: 0.02);
        return canvas.ToSvg(id, "Notional closed for accounts and losses of defaults, by day");
    }

    private static void Bars(ChartCanvas canvas, IReadOnlyList<ReplayDay> days, double shift, Func<PathDay, Amount> of, Color color, string legend)
    {
        var bars = canvas.Plot.Add.Bars(days.Select((day, i) => new Bar { Position = i + shift, Value = of(day.Path ?? PathDay.Quiet).ToDouble(), FillColor = color, LineWidth = 0, Size = BarSize }).ToList());
        bars.LegendText = legend;
        bars.Color = color;
    }
}
