using System.Globalization;
using Clearinghouse.Forecasting.Evaluation;
using Spectre.Console;

namespace Clearinghouse.Cli.Forecasting;

/// <summary>An evaluation as tables: QLIKE of all markets side by side, then every figure of each market.</summary>
internal static class EvaluationText
{
    public static void Write(CliOutput output, ModelEvaluation report, string period = "day", int horizon = 1)
    {
        var console = output.DataConsole();
        console.Write(Overview(report, period, horizon));
        foreach (var market in report.Markets) console.Write(Market(market, report.Reference, period));
        output.Data.WriteLine($"QLIKE: mean of R/F − ln(R/F) − 1, lower is better. t: Diebold-Mariano against {report.Reference}, negative is better. MSE in %⁴. Bias: mean forecast over mean realised.");
        output.Data.WriteLine("MZ: least squares of realised on forecast; intercept in %², 0 and 1 need no correction.");
    }

    private static Table Overview(ModelEvaluation report, string period, int horizon)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(horizon == 1 ? $"QLIKE, one {period} ahead" : $"QLIKE, the mean of {horizon} {period}s ahead").AddColumn("model");
        foreach (var market in report.Markets) table.AddColumn(Right(market.Symbol));
        table.AddColumn(Right("mean"));
        foreach (var mean in report.Means)
            table.AddRow([Markup.Escape(mean.Model), .. report.Markets.Select(market => Number(Score(market, mean.Model).Qlike, "0.0000")), Number(mean.Qlike, "0.0000")]);
        return table;
    }

    private static Table Market(MarketScores market, string reference, string period)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .Title(Markup.Escape($"{market.Symbol}, {market.Periods} {period}s from {market.From:yyyy-MM-dd} to {market.To:yyyy-MM-dd}"))
            .AddColumn("model");
        foreach (var header in new[] { "QLIKE", $"t", "p", "MSE", "t", "bias", "R² ln", "MZ 0", "MZ 1", "MZ R²" }) table.AddColumn(Right(header));
        foreach (var score in market.Scores)
        {
            table.AddRow(
                Markup.Escape(score.Model == reference ? $"{score.Model} (reference)" : score.Model),
                Number(score.Qlike, "0.0000"),
                Number(score.QlikeAgainstReference?.Statistic, "+0.00;-0.00"),
                Number(score.QlikeAgainstReference?.PValue, "0.000"),
                Number(score.MeanSquaredError, "0.0"),
                Number(score.SquaredErrorAgainstReference?.Statistic, "+0.00;-0.00"),
                Number(score.Bias, "0.00"),
                Number(score.LogRSquared, "0.000"),
                Number(score.Calibration?.Intercept * 1e4, "0.00"),
                Number(score.Calibration?.Slope, "0.00"),
                Number(score.Calibration?.RSquared, "0.000"));
        }

        return table;
    }

    private static ModelScore Score(MarketScores market, string model) => market.Scores.Single(score => score.Model == model);

    private static TableColumn Right(string header) => new TableColumn(Markup.Escape(header)).RightAligned();

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
