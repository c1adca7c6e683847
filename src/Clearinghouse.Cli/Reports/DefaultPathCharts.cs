using System.Globalization;
using Clearinghouse.Core.Defaults.Stories;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Clearinghouse.Cli.Reports;

/// <summary>The plots of a defaulter's path.</summary>
internal static class DefaultPathCharts
{
    private const int MostTicks = 24;

    /// <summary>Equity and both margins, move by move: a path can take a day or happen in one instant, so moves are evenly spaced, by the numbers of their table.</summary>
    public static string Equity(DefaultStory story, string id)
    {
        var canvas = new ChartCanvas("units of money");
        double[] xs = [.. Enumerable.Range(1, story.States.Length).Select(i => (double)i)];
        canvas.Line(xs, Of(reading => reading.InitialMargin), ChartCanvas.Grey, "initial margin", 1.4f);
        canvas.Line(xs, Of(reading => reading.MaintenanceMargin), ChartCanvas.Orange, "maintenance margin", 1.4f);
        canvas.Line(xs, Of(reading => reading.Equity), ChartCanvas.Blue, "equity", 2f);
        canvas.Points(xs, Of(reading => reading.Equity), ChartCanvas.Blue, "", MarkerShape.FilledCircle, 7);
        canvas.Plot.Add.HorizontalLine(0, 1, ChartCanvas.Grey);
        var ticks = new NumericManual();
        foreach (var x in xs.Where(x => x % Math.Ceiling(xs.Length / (double)MostTicks) == 0)) ticks.AddMajor(x, x.ToString("0", CultureInfo.InvariantCulture));
        canvas.Plot.Axes.Bottom.TickGenerator = ticks;
        canvas.Plot.XLabel("moves, by the numbers of the table below", size: 12);
        canvas.Plot.Axes.Margins(bottom: 0.1, top: 0.25, left: 0.03, right: 0.03);
        return canvas.ToSvg(id, "Equity and margins of the defaulter, move by move");

        double[] Of(Func<RiskReading, Amount> of) => [.. story.States.Select(state => of(state.Change.Reading).ToDouble())];
    }

    /// <summary>The price of a market over the story, with what was decided and closed at which prices.</summary>
    public static string Price(DefaultStory story, MarketId market, string id)
    {
        var canvas = new ChartCanvas("price");
        var prices = story.Prices.Where(price => price.Market == market).ToList();
        canvas.Line([.. prices.Select(price => Days(price.ObservedAt))], [.. prices.Select(price => price.Index.ToDouble())], ChartCanvas.Grey, "index", 1.4f);
        var used = prices.Where(price => price.IsUsed).ToList();
        canvas.Points([.. used.Select(price => Days(price.ObservedAt))], [.. used.Select(price => price.Index.ToDouble())], ChartCanvas.Blue, "decided by", MarkerShape.OpenCircle, 8);
        var closed = story.Orders.SelectMany(order => order.Cleared.Where(trade => trade.Market == market).Select(trade => (order.At, trade.Price))).ToList();
        canvas.Points([.. closed.Select(trade => Days(trade.At))], [.. closed.Select(trade => trade.Price.ToDouble())], ChartCanvas.Orange, "closed at", MarkerShape.FilledDiamond, 9);
        canvas.DaysBottom(Days(prices[0].ObservedAt), Days(prices[^1].ObservedAt), "MM-dd HH:mm");
        canvas.Plot.Axes.Margins(bottom: 0.05, top: 0.25, left: 0, right: 0);
        canvas.Plot.Axes.SetLimitsX(Days(prices[0].ObservedAt), Days(prices[^1].ObservedAt));
        return canvas.ToSvg(id, $"Price of {market} over the default, and what was closed at");
    }

    private static double Days(DateTimeOffset at) => at.UtcDateTime.ToOADate();
}
