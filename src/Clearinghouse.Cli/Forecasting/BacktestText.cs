using System.Globalization;
using Clearinghouse.Forecasting.Backtests;
using Clearinghouse.Forecasting.Margins;
using Spectre.Console;

namespace Clearinghouse.Cli.Forecasting;

/// <summary>A back-test as tables: the mean over all positions, then each position.</summary>
internal static class BacktestText
{
    private const double Percent = 100;
    private const int WidthMin = 240;

    public static void Write(CliOutput output, MarginBacktest report, MarginHorizon horizon)
    {
        // The tables are wider than a terminal is by default; rows that wrap cannot be read.
        var console = output.DataConsole();
        console.Profile.Width = Math.Max(console.Profile.Width, WidthMin);
        console.Write(Means(report, horizon));
        foreach (var position in report.Positions) console.Write(Position(position));
        output.Data.WriteLine($"Margins, losses and excesses in % of notional; pinball in basis points of notional, lower is better. Rejected: positions of all where p < 5 %. Rise: largest over {string.Join('/', horizon.StepPeriods)} {horizon.Period}s.");
        output.Data.WriteLine($"Path: share of {horizon.Period}s whose worst mark exceeded the margin; what -path and posted rules are calibrated on.");
        if (horizon == MarginHorizon.OneDay) output.Data.WriteLine("Traffic light: share of windows of 250 days with 5 breaches or more (yellow) or 10 or more (red).");
    }

    private static Table Means(MarginBacktest report, MarginHorizon horizon)
    {
        var table = TableOf(
            string.Create(CultureInfo.InvariantCulture, $"one {horizon.Period}, {report.Level * Percent:0.##} %: mean of {report.Positions.Count} positions"),
            ["breaches %", "rejected K / I", "margin %", "pinball bp", "excess mean / max %", "peak/trough", "rise %", "path %", "path rejected K", "path pinball bp", "yellow+red %"]);
        foreach (var mean in report.Means)
        {
            table.AddRow(
                Markup.Escape(mean.Model),
                Number(mean.BreachRate * Percent, "0.00"),
                $"{mean.KupiecRejections} / {mean.IndependenceRejections} of {mean.Positions}",
                Number(mean.Margin * Percent, "0.00"),
                Number(mean.PinballBasisPoints, "0.00"),
                $"{Number(mean.ExcessMean * Percent, "0.0")} / {Number(mean.ExcessMax * Percent, "0.0")}",
                $"{Number(mean.PeakToTrough, "0.0")}x",
                Rises(mean.LargestRises),
                Number(mean.PathBreachRate * Percent, "0.00"),
                $"{mean.PathKupiecRejections} of {mean.Positions}",
                Number(mean.PathPinballBasisPoints, "0.00"),
                Number(mean.YellowOrRed * Percent, "0"));
        }

        return table;
    }

    private static Table Position(PositionScores position)
    {
        var table = TableOf(
            $"{position.Symbol} {position.Side}, {position.From:yyyy-MM-dd} to {position.To:yyyy-MM-dd}",
            ["breaches", "%", "Kupiec p", "indep. p", "margin %", "pinball bp", "excess mean / max %", "peak/trough", "rise %", "path %", "path K p", "path pinball", "green/yellow/red %"]);
        foreach (var score in position.Scores)
        {
            table.AddRow(
                Markup.Escape(score.Model),
                $"{score.Breaches}/{score.Periods}",
                Number(score.BreachRate * Percent, "0.00"),
                Number(score.Kupiec.PValue, "0.000"),
                Number(score.Christoffersen.PIndependence, "0.000"),
                Number(score.MarginMean * Percent, "0.00"),
                Number(score.PinballBasisPoints, "0.00"),
                $"{Number(score.ExcessMean * Percent, "0.0")} / {Number(score.ExcessMax * Percent, "0.0")}",
                $"{Number(score.Procyclicality.PeakToTrough, "0.0")}x",
                Rises(score.Procyclicality.LargestRises),
                Number(score.PathBreachRate * Percent, "0.00"),
                Number(score.PathKupiec.PValue, "0.000"),
                Number(score.PathPinballBasisPoints, "0.00"),
                score.TrafficLight is { } light ? $"{Number(light.Green * Percent, "0")}/{Number(light.Yellow * Percent, "0")}/{Number(light.Red * Percent, "0")}" : "");
        }

        return table;
    }

    private static Table TableOf(string title, IEnumerable<string> headers)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(title)).AddColumn(new TableColumn("rule").NoWrap());
        foreach (var header in headers) table.AddColumn(new TableColumn(Markup.Escape(header)).RightAligned().NoWrap());
        return table;
    }

    private static string Rises(IEnumerable<double?> rises) => string.Join('/', rises.Select(rise => Number(rise * Percent, "+0;-0")));

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
