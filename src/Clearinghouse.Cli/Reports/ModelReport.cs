using System.Globalization;
using System.Text;
using Clearinghouse.Forecasting.Backtests;
using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Models;
using Clearinghouse.Forecasting.Registry;

namespace Clearinghouse.Cli.Reports;

/// <summary>The page of a version: one file, without scripts or anything fetched.</summary>
internal static class ModelReport
{
    private const int WorstDays = 10;
    private const double DaysPerYear = 365;

    public static string Of(ModelManifest manifest, TrainingResult training, VolatilityPanel panel)
    {
        var page = new StringBuilder();
        var title = $"{manifest.Model} {manifest.Version}";
        page.Append(HtmlPage.Head(title));
        page.Append(CultureInfo.InvariantCulture, $"<h1>{Text(title)}</h1>\n<p class=\"lead\">Realised variance one day ahead, {Text(string.Join(", ", manifest.Data.Select(data => data.Symbol)))}. All days are UTC.</p>\n");
        Verdict(page, manifest, training.Metrics);
        page.Append("<h2>QLIKE</h2>\n<p>Lower is better; 0 is perfect. The walk-forward judges the procedure: every forecast is of a day after its fit. The hold-out judges the stored numbers, on days after their training.</p>\n");
        Scores(page, "walk-forward", manifest.Model, training.Metrics.WalkForward);
        if (training.Metrics.HoldOut is { } holdOut) Scores(page, "hold-out", manifest.Model, holdOut);
        page.Append("<h2>Forecast against realised</h2>\n");
        foreach (var ((market, track), i) in panel.Markets.Zip(training.Tracks).Select((pair, i) => (pair, i)))
            page.Append(CultureInfo.InvariantCulture, $"<h3>{Text(market.Symbol)}</h3>\n{ForecastChart.Of(market, track, $"f{i}")}\n");
        page.Append(CultureInfo.InvariantCulture, $"<h2>Calibration</h2>\n<p>The days of each market in ten groups by their forecast. Points above the line: more was realised than forecast.</p>\n{CalibrationChart.Of(panel.Markets, training.Tracks, "c")}\n");
        Worst(page, WorstDay.Of(panel.Markets, training.Tracks));
        if (training.Metrics.Margins is { } margins) Margins(page, margins, training, panel);
        Provenance(page, manifest);
        return page.Append(HtmlPage.Foot).ToString();
    }

    private static void Verdict(StringBuilder page, ModelManifest manifest, ModelMetrics metrics)
    {
        var refusals = PromotionGate.Refusals(manifest, metrics);
        if (refusals.Count == 0) page.Append("<p>It passes every check of a champion: ahead of log-har in walk-forward and hold-out, margin covered, evaluated on days it was not trained on.</p>\n");
        else page.Append(CultureInfo.InvariantCulture, $"<p>It may not be the champion:</p>\n<ul>{string.Concat(refusals.Select(refusal => $"<li>{Text(refusal)}</li>"))}</ul>\n");
    }

    private static void Scores(StringBuilder page, string title, string own, ModelEvaluation evaluation)
    {
        var (first, last) = (evaluation.Markets.Min(market => market.From), evaluation.Markets.Max(market => market.To));
        page.Append(CultureInfo.InvariantCulture, $"<h3>{title}, {first:yyyy-MM-dd} to {last:yyyy-MM-dd}</h3>\n");
        Table(
            page,
            ["model", .. evaluation.Markets.Select(market => market.Symbol), "mean"],
            evaluation.Means.Select(mean => (mean.Model == own, (string[])[mean.Model, .. evaluation.Markets.Select(market => Number(market.Scores.Single(score => score.Model == mean.Model).Qlike, "0.0000")), Number(mean.Qlike, "0.0000")])));
    }

    private static void Worst(StringBuilder page, IReadOnlyList<WorstDay> days)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>Worst days</h2>\n{WorstDaysChart.Of(days, WorstDays, "w")}\n");
        Table(
            page,
            ["market", "day", "forecast volatility, % a year", "realised, % a year", "close to close, %", "QLIKE"],
            days.Take(WorstDays).Select(day => (false, (string[])[day.Symbol, Number(day.Day), Number(Yearly(day.ForecastVariance), "0"), Number(Yearly(day.RealisedVariance), "0"), Number(100 * (Math.Exp(day.Return) - 1), "+0.0;-0.0"), Number(day.Qlike, "0.00")])));
    }

    private static void Margins(StringBuilder page, MarginBacktest margins, TrainingResult training, VolatilityPanel panel)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>Margin back-test</h2>\n<p>{Number(100 * margins.Level, "0.##")} % of one day, long and short, made of the walk-forward's forecasts. Pinball in basis points of notional, lower is better. Posted and path rules should cover the worst mark of the day, the others its close. Drawn: {Text(margins.Means[0].Model)}.</p>\n");
        Table(
            page,
            ["rule", "breaches %", "rejected Kupiec / independence", "margin %", "pinball bp", "worst mark: breaches %", "rejected Kupiec", "pinball bp", "peak / trough", "largest rise in a day %"],
            margins.Means.Select((mean, i) => (i == 0, (string[])[mean.Model, Number(100 * mean.BreachRate, "0.00"), $"{mean.KupiecRejections} / {mean.IndependenceRejections} of {mean.Positions}", Number(100 * mean.Margin, "0.00"), Number(mean.PinballBasisPoints, "0.00"), Number(100 * mean.PathBreachRate, "0.00"), $"{mean.PathKupiecRejections} of {mean.Positions}", Number(mean.PathPinballBasisPoints, "0.00"), Number(mean.PeakToTrough, "0.0"), Number(100 * mean.LargestRises[0], "0")])));
        foreach (var (market, i) in panel.Markets.Select((market, i) => (market, i)))
        {
            var (longs, shorts) = ModelTraining.MarginsOf(market, training.Tracks[i]);
            page.Append(CultureInfo.InvariantCulture, $"<h3>{Text(market.Symbol)}</h3>\n{MarginChart.Of(market, longs, shorts, margins.WarmUpDays, $"m{i}")}\n");
        }
    }

    private static void Provenance(StringBuilder page, ModelManifest manifest)
    {
        page.Append("<h2>Where it comes from</h2>\n");
        Table(page, ["market", "fitted from", "to", "days", "SHA-256 of the file"], manifest.Data.Select(data => (false, (string[])[data.Symbol, Number(data.FirstDay), Number(data.LastDay), data.Days.ToString(CultureInfo.InvariantCulture), data.Sha256])));
        var packages = string.Join(", ", manifest.Packages.Select(package => $"{package.Key} {package.Value}"));
        page.Append(CultureInfo.InvariantCulture, $"<p>Model <code>{manifest.ModelSha256}</code><br>program {Text(manifest.Program)}, source <code>{Text(manifest.CodeRevision)}</code><br>{Text(packages)}<br>parent {Text(manifest.Parent ?? "none")}<br>warm-up {manifest.Options.WarmUpDays} days, hold-out {manifest.Options.HoldOutDays} days<br>regressors: {Text(string.Join(", ", manifest.Features.Regressors))}</p>\n");
    }

    private static void Table(StringBuilder page, IEnumerable<string> headers, IEnumerable<(bool IsOwn, string[] Cells)> rows) => page.Append(HtmlPage.Table(headers, rows));

    private static double Yearly(double variancePerDay) => 100 * Math.Sqrt(DaysPerYear * variancePerDay);

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static string Number(IFormattable date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(string text) => HtmlPage.Text(text);
}
