using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Measures;

namespace Clearinghouse.Cli.Reports;

/// <summary>A day that a forecast missed.</summary>
/// <param name="Symbol">The market.</param>
/// <param name="Day">Which day, UTC.</param>
/// <param name="ForecastVariance">Of the day.</param>
/// <param name="RealisedVariance">Of the day.</param>
/// <param name="Return">Close to close, logarithmic.</param>
/// <param name="Qlike">What it cost.</param>
internal sealed record WorstDay(string Symbol, DateTime Day, double ForecastVariance, double RealisedVariance, double Return, double Qlike)
{
    /// <summary>Every day that was forecast and is scored, the costliest first.</summary>
    public static IReadOnlyList<WorstDay> Of(IReadOnlyList<DayHistory> markets, IReadOnlyList<ForecastTrack> tracks) =>
    [
        .. markets.Zip(tracks).SelectMany(pair => Enumerable.Range(0, pair.First.Count)
            .Where(day => pair.Second.Variances[day] is > 0 && pair.First[day].MissingMs <= MarketScores.MissingMsMax)
            .Select(day => Of(pair.First[day], pair.First.Symbol, pair.Second.Variances[day]!.Value)))
            .OrderByDescending(day => day.Qlike),
    ];

    private static WorstDay Of(DayMeasures day, string symbol, double forecast) =>
        new(symbol, ReportDay.Of(day), forecast, day.RealisedVariance, day.Return, Losses.Qlike(day.RealisedVariance, forecast));
}
