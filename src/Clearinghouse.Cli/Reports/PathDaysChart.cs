using System.Globalization;
using Clearinghouse.Cli.Defaults;
using Clearinghouse.Cli.Replay;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Units;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Clearinghouse.Cli.Reports;

/// <summary>How much was closed for accounts on each day, by who took it over, and how much was lost by those that could not pay.</summary>
internal static class PathDaysChart
{
    private const double BarSize = 0.38;
    private const int MostTicks = 16;

    /// <summary>From the ground up: those who wanted it, those who had to, and the pool's own book.</summary>
    private static readonly (TakerKind Kind, Color Color, string Legend)[] Takers =
    [
        (TakerKind.Bidder, ChartCanvas.Blue, "closed to bidders"),
        (TakerKind.Backstop, Color.FromHex("#56B4E9"), "to backstops"),
        (TakerKind.Book, ChartCanvas.Grey, "to the pool's own book"),
    ];

    /// <param name="days">The days, in order.</param>
    /// <param name="id">The chart's id within the page.</param>
    public static string Of(IReadOnlyList<ReplayDay> days, string id)
    {
        var canvas = new ChartCanvas("units of money");
        var below = new Amount[days.Count];
        foreach (var (kind, color, legend) in Takers)
        {
            if (days.All(day => PathOf(day).Closed.GetValueOrDefault(kind).IsZero)) continue;
            Bars(canvas, days, -BarSize / 2, below, path => path.Closed.GetValueOrDefault(kind), color, legend);
            below = [.. days.Select((day, i) => below[i] + PathOf(day).Closed.GetValueOrDefault(kind))];
        }

        Bars(canvas, days, BarSize / 2, new Amount[days.Count], path => path.Loss, ChartCanvas.Orange, "losses of defaults and of the book");
        var ticks = new NumericManual();
        for (var i = 0; i < days.Count; i += Math.Max(1, (days.Count + MostTicks - 1) / MostTicks)) ticks.AddMajor(i, days[i].Date.ToString("MM-dd", CultureInfo.InvariantCulture));
        canvas.Plot.Axes.Bottom.TickGenerator = ticks;
        canvas.Plot.Axes.Margins(bottom: 0, top: 0.4, left: 0.02, right: 0.02);
        return canvas.ToSvg(id, "Notional closed for accounts and losses of defaults, by day");
    }

    private static PathDay PathOf(ReplayDay day) => day.Path ?? PathDay.Quiet;

    /// <summary>A bar a day, standing on what is below it.</summary>
    private static void Bars(ChartCanvas canvas, IReadOnlyList<ReplayDay> days, double shift, Amount[] below, Func<PathDay, Amount> of, Color color, string legend)
    {
        var bars = canvas.Plot.Add.Bars(days.Select((day, i) => new Bar { Position = i + shift, ValueBase = below[i].ToDouble(), Value = (below[i] + of(PathOf(day))).ToDouble(), FillColor = color, LineWidth = 0, Size = BarSize }).ToList());
        bars.LegendText = legend;
        bars.Color = color;
    }
}
