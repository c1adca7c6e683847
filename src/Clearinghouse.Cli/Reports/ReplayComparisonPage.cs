using System.Globalization;
using System.Text;
using Clearinghouse.Cli.Replay;
using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Units;
using ScottPlot;

namespace Clearinghouse.Cli.Reports;

/// <summary>The page of two replays of the same bars: fixed margin, and margin that follows forecasts.</summary>
internal static class ReplayComparisonPage
{
    private const double Percent = 100;

    public static string Of(ReplayComparison comparison)
    {
        var (one, page) = (comparison.Static, new StringBuilder());
        var title = $"{string.Join(", ", one.Markets)}, {one.From:yyyy-MM-dd} to {one.To:yyyy-MM-dd}";
        page.Append(HtmlPage.Head(title));
        page.Append(CultureInfo.InvariantCulture, $"<h1>{HtmlPage.Text(title)}</h1>\n");
        return page.Append(SectionsOf(comparison, "r", 2)).Append(HtmlPage.Foot).ToString();
    }

    /// <summary>All of it below the title, for pages of several.</summary>
    /// <param name="comparison">What to show.</param>
    /// <param name="prefix">Of the ids of the charts, so that they differ from those of others on the page.</param>
    /// <param name="level">Of the headings of markets.</param>
    public static string SectionsOf(ReplayComparison comparison, string prefix, int level)
    {
        var (one, page) = (comparison.Static, new StringBuilder());
        page.Append(CultureInfo.InvariantCulture, $"<p class=\"lead\">{string.Join(", ", one.Markets)}, {one.From:yyyy-MM-dd} to {one.To:yyyy-MM-dd}: {one.Accounts:N0} traders on {one.Venues} venues, seed {one.Seed}; the same twice: with fixed rates, and with rates that follow the champion's forecasts. Times are UTC.</p>\n");
        page.Append(HtmlPage.Table(["", "fixed rates", "following forecasts"], ReplayComparisonText.Rows(comparison).Select(row => (false, (string[])[row.What, row.Static, row.Adaptive]))));
        foreach (var ((a, b), i) in one.Margins.Zip(comparison.Adaptive.Margins).Select((pair, i) => (pair, i)))
        {
            Heading(HtmlPage.Text(a.Market), 0);
            Heading("Price, and when the breaker was up", 1);
            page.Append(CultureInfo.InvariantCulture, $"{Prices(b, $"{prefix}p{i}")}\n");
            Heading("Initial and maintenance margin, and the worst marks of the 24 hours to come", 1);
            page.Append(CultureInfo.InvariantCulture, $"{Margins(a, b, $"{prefix}m{i}")}\n");
        }

        Heading("The accounts", 0);
        Heading("What accounts owe beyond all they have, evening by evening", 1);
        page.Append(CultureInfo.InvariantCulture, $"{Accounts(comparison, $"{prefix}u", "units of money", day => day.UncoveredLosses.ToDouble())}\n");
        Heading("Accounts below maintenance margin", 1);
        page.Append(CultureInfo.InvariantCulture, $"{Accounts(comparison, $"{prefix}b", "accounts", day => day.AccountsBelowMaintenance)}\n");
        foreach (var (report, name, own) in ((ReplayReport, string, string)[])[(one, "fixed rates", "f"), (comparison.Adaptive, "following forecasts", "a")])
        {
            if (report.Defaults is null) continue;
            Heading($"Accounts that could not pay: {name}", 0);
            page.Append(ReplayDefaultsSections.Of(report, prefix + own, level + 1));
        }

        return page.ToString();

        void Heading(string text, int below) => page.Append(CultureInfo.InvariantCulture, $"<h{level + below}>{text}</h{level + below}>\n");
    }

    /// <summary>A market's price, and where its breaker stood.</summary>
    public static string Prices(ReplayMarketMargin margin, string id)
    {
        var canvas = new ChartCanvas("price");
        var xs = Times(margin);
        canvas.Line(xs, [.. margin.Points.Select(point => point.Price)], ChartCanvas.Grey, "close", 1.4f);
        foreach (var (level, color) in ((BreakerLevel, Color)[])[(BreakerLevel.Guarded, ChartCanvas.Blue), (BreakerLevel.ReduceOnly, ChartCanvas.Orange), (BreakerLevel.Halted, Color.FromHex("#000000"))])
        {
            var at = margin.Points.Where(point => point.Breaker == level).ToList();
            canvas.Points([.. at.Select(point => point.Time.UtcDateTime.ToOADate())], [.. at.Select(point => point.Price)], color, Words(level), MarkerShape.FilledCircle, 5);
        }

        canvas.DaysBottom(xs[0], xs[^1], "MM-dd");
        canvas.Plot.Axes.Margins(bottom: 0.05, top: 0.2, left: 0, right: 0);
        canvas.Plot.Axes.SetLimitsX(xs[0], xs[^1]);
        return canvas.ToSvg(id, $"Price of {margin.Market} and states of its breaker");
    }

    private static string Margins(ReplayMarketMargin fixedRates, ReplayMarketMargin adaptive, string id)
    {
        var canvas = new ChartCanvas("% of notional", 360);
        var xs = Times(adaptive);
        var worst = Worst(adaptive.Points);
        canvas.Line(xs, [.. worst], ChartCanvas.Grey, "worst mark within 24 hours, either side", 0.9f);
        canvas.Line(xs, [.. fixedRates.Points.Select(point => Percent * point.InitialMarginRate)], ChartCanvas.Orange, "initial, fixed", 1.4f);
        canvas.Line(xs, [.. adaptive.Points.Select(point => Percent * point.InitialMarginRate)], ChartCanvas.Blue, "initial, following", 1.8f);
        canvas.Line(xs, [.. adaptive.Points.Select(point => Percent * point.MaintenanceMarginRate)], Color.FromHex("#56B4E9"), "maintenance, following", 1.2f);
        canvas.DaysBottom(xs[0], xs[^1], "MM-dd");
        canvas.Plot.Axes.Margins(bottom: 0.02, top: 0.25, left: 0, right: 0);
        canvas.Plot.Axes.SetLimitsX(xs[0], xs[^1]);
        return canvas.ToSvg(id, $"Margins of {adaptive.Market} under both, and what they had to cover");
    }

    /// <summary>In percent: how far the next 24 hours led away from each close, on the worse side.</summary>
    private static double[] Worst(IReadOnlyList<ReplayPoint> points)
    {
        var worst = new double[points.Count];
        for (var i = 0; i < points.Count; i++)
        {
            var (low, high, end) = (points[i].Price, points[i].Price, points[i].Time.AddDays(1));
            for (var j = i + 1; j < points.Count && points[j].Time <= end; j++) (low, high) = (Math.Min(low, points[j].Low), Math.Max(high, points[j].High));
            worst[i] = Percent * Math.Max(1 - (low / points[i].Price), (high / points[i].Price) - 1);
        }

        return worst;
    }

    private static string Accounts(ReplayComparison comparison, string id, string unit, Func<ReplayDay, double> of)
    {
        var canvas = new ChartCanvas(unit);
        foreach (var (report, color, legend) in ((ReplayReport, Color, string)[])[(comparison.Static, ChartCanvas.Orange, "fixed rates"), (comparison.Adaptive, ChartCanvas.Blue, "following forecasts")])
            canvas.Line([.. report.Days.Select(day => day.Date.ToDateTime(TimeOnly.MinValue).ToOADate())], [.. report.Days.Select(of)], color, legend, 1.6f);
        var days = comparison.Static.Days;
        canvas.DaysBottom(days[0].Date.ToDateTime(TimeOnly.MinValue).ToOADate(), days[^1].Date.ToDateTime(TimeOnly.MinValue).ToOADate(), "MM-dd");
        return canvas.ToSvg(id, $"{unit} by day, under both");
    }

    private static double[] Times(ReplayMarketMargin margin) => [.. margin.Points.Select(point => point.Time.UtcDateTime.ToOADate())];

    private static string Words(BreakerLevel level) => level switch
    {
        BreakerLevel.Guarded => "guarded",
        BreakerLevel.ReduceOnly => "reduce-only",
        _ => "halted",
    };
}
