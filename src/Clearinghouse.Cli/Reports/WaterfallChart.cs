using Clearinghouse.Core.Units;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Clearinghouse.Cli.Reports;

/// <summary>A loss falling through layers: one bar for each of its sources, then a bar for what each layer bears, each beginning where the one before ended, down to what none covers.</summary>
internal static class WaterfallChart
{
    private const int PixelsPerRow = 34;
    private const int PixelsAround = 70;
    private const int TickCount = 8;
    private const double BarSize = 0.62;

    /// <param name="losses">Where the loss comes from: name and part. Their sum is positive.</param>
    /// <param name="layers">In their order: name, and what the layer bears.</param>
    /// <param name="uncovered">What no layer bears.</param>
    /// <param name="id">The chart's id within the page.</param>
    public static string Of(IReadOnlyList<(string Name, Amount Part)> losses, IReadOnlyList<(string Name, Amount Used)> layers, Amount uncovered, string id)
    {
        var loss = losses.Aggregate(Amount.Zero, (sum, part) => sum + part.Part);
        List<(string Name, Amount Used, Color Color)> rows = [.. losses.Select(part => (part.Name, part.Part, ChartCanvas.Grey)), .. layers.Select(layer => (layer.Name, layer.Used, ChartCanvas.Blue)), ("uncovered", uncovered, ChartCanvas.Orange)];
        var canvas = new ChartCanvas("", PixelsAround + (PixelsPerRow * rows.Count));
        var (ticks, reached) = (new NumericManual(), Amount.Zero);
        foreach (var (row, i) in rows.Select((row, i) => (row, i)))
        {
            var y = rows.Count - 1 - i;
            ticks.AddMajor(y, row.Name);

            // Losses add up to the right; layers take away from there.
            var next = i < losses.Count ? reached + row.Used : reached - row.Used;
            if (!row.Used.IsZero) Bar(canvas, y, Amount.Min(reached, next), Amount.Max(reached, next), row.Color, LabelOf(row.Used, loss));
            reached = next;
        }

        canvas.Plot.Axes.Left.TickGenerator = ticks;
        canvas.Plot.Axes.Bottom.TickGenerator = new NumericAutomatic { TargetTickCount = TickCount };
        canvas.Plot.Axes.Left.MajorTickStyle.Length = 0;
        canvas.Plot.HideLegend();
        canvas.Plot.XLabel("units of money", size: 12);
        canvas.Plot.Axes.SetLimits(0, loss.ToDouble() * 1.22, -0.6, rows.Count - 0.4);
        return canvas.ToSvg(id, $"A loss of {loss} by the layer that bears it");
    }

    private static void Bar(ChartCanvas canvas, int y, Amount from, Amount to, Color color, string label)
    {
        ScottPlot.Bar[] one = [new ScottPlot.Bar { Position = y, ValueBase = from.ToDouble(), Value = to.ToDouble(), FillColor = color, LineWidth = 0, Size = BarSize, Label = label }];
        var bars = canvas.Plot.Add.Bars(one);
        bars.Horizontal = true;
        bars.ValueLabelStyle.FontSize = 12;
        bars.ValueLabelStyle.ForeColor = Color.FromHex("#1d2730");
    }

    private static string LabelOf(Amount used, Amount loss) => used == loss
        ? Defaults.DefaultWords.Money(used)
        : $"{Defaults.DefaultWords.Money(used)}, {Defaults.DefaultWords.Share(used, loss)}";
}
