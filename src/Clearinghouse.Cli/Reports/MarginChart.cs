using Clearinghouse.Forecasting.Margins;
using Clearinghouse.Forecasting.Measures;
using ScottPlot;

namespace Clearinghouse.Cli.Reports;

/// <summary>The worst marks of each day between the margins of both sides: what a long position lost downwards, a short one upwards.</summary>
internal static class MarginChart
{
    private const double Percent = 100;

    /// <param name="market">What happened.</param>
    /// <param name="longMargin">What was asked of long positions.</param>
    /// <param name="shortMargin">What was asked of short positions.</param>
    /// <param name="firstDay">The first day drawn.</param>
    /// <param name="id">The chart's id within the page.</param>
    public static string Of(DayHistory market, MarginSeries longMargin, MarginSeries shortMargin, int firstDay, string id)
    {
        int[] days = [.. Enumerable.Range(firstDay, market.Count - firstDay)];
        double[] xs = [.. days.Select(day => ReportDay.Of(market[day]).ToOADate())];
        var canvas = new ChartCanvas("% of notional");
        var (below, above) = (Losses(PositionSide.Long), Losses(PositionSide.Short));
        canvas.Line(xs, [.. below.Select(loss => -loss)], ChartCanvas.Grey, "lowest and highest mark of the day", 0.7f);
        canvas.Line(xs, above, ChartCanvas.Grey, "", 0.7f);
        canvas.Line(xs, [.. days.Select(day => -Percent * longMargin.Margins[day]!.Value)], ChartCanvas.Blue, "margin, long below and short above", 1.4f);
        canvas.Line(xs, [.. days.Select(day => Percent * shortMargin.Margins[day]!.Value)], ChartCanvas.Blue, "", 1.4f);
        int[] breachedBelow = [.. Enumerable.Range(0, days.Length).Where(i => below[i] > Percent * longMargin.Margins[days[i]]!.Value)];
        int[] breachedAbove = [.. Enumerable.Range(0, days.Length).Where(i => above[i] > Percent * shortMargin.Margins[days[i]]!.Value)];
        canvas.Points(
            [.. breachedBelow.Concat(breachedAbove).Select(i => xs[i])],
            [.. breachedBelow.Select(i => -below[i]), .. breachedAbove.Select(i => above[i])],
            ChartCanvas.Orange,
            "worst mark beyond margin",
            MarkerShape.FilledDiamond,
            7);
        canvas.DaysBottom(xs[0], xs[^1]);
        canvas.Plot.Axes.Margins(bottom: 0.05, top: 0.2, left: 0, right: 0);
        return canvas.ToSvg(id, $"Margins of {market.Symbol} and the worst marks of each day");

        double[] Losses(PositionSide side) => [.. days.Select(day => Percent * side.FractionOf(side.LogPathLoss(market[day])))];
    }
}
