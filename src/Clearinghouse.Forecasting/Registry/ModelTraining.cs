using Clearinghouse.Forecasting.Backtests;
using Clearinghouse.Forecasting.Bars;
using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Margins;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Models;
using Clearinghouse.Forecasting.PostedMargins;

namespace Clearinghouse.Forecasting.Registry;

/// <summary>
/// Fits the pooled log-HAR-X on all days but the last ones, which are held out. Those judge the very numbers that are stored; a
/// walk-forward over all days judges the procedure, and margins are back-tested on its forecasts.
/// </summary>
public static class ModelTraining
{
    /// <summary>The share of days that the back-tested margins should cover.</summary>
    public const double MarginLevel = 0.99;

    private const int MarginWarmUpDays = 730;

    private static readonly IVolatilityModel[] Compared = [StandardModels.PooledLogHarX, StandardModels.LogHar, StandardModels.Har, StandardModels.Ewma94];

    /// <summary>The rules whose back-test is kept: margin made of the model first, then what it is compared with.</summary>
    public static IReadOnlyList<string> MarginRulesKept { get; } =
    [
        PostedMarginChain.NameOf(StandardModels.PooledLogHarX.Name),
        PostedMarginChain.UnbufferedNameOf(StandardModels.PooledLogHarX.Name),
        "fhs-ewma-97-path",
        $"fhs-geo({StandardModels.PooledLogHarX.Name}, lr)",
        "fhs-ewma-97",
    ];

    /// <summary>Trains.</summary>
    /// <param name="panel">The markets, with all their days.</param>
    /// <param name="sha256">The hash of each market's file, in the panel's order.</param>
    /// <param name="options">What was chosen.</param>
    /// <param name="cancellationToken">Stops between two days.</param>
    /// <exception cref="ArgumentException">There are too few days to train on or to score.</exception>
    public static TrainingResult Run(VolatilityPanel panel, IReadOnlyList<string> sha256, TrainingOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(sha256);
        ArgumentNullException.ThrowIfNull(options);
        var fittedThroughMs = panel.LastDayMs - (options.HoldOutDays * DayGrid.DayMs);
        var known = fittedThroughMs >= panel.FirstDayMs ? panel.KnownThrough(fittedThroughMs) : null;
        var fitted = known is null || known.Markets.Any(market => market.Count == 0) ? null : PooledLogHarModel.FitOn(known);
        if (fitted is null) throw new ArgumentException("The files hold too few days to train on; give longer ones or more markets, or hold out fewer days.", nameof(panel));

        var tracks = new IReadOnlyList<ForecastTrack>[Compared.Length];
        Parallel.For(0, Compared.Length, new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            i => tracks[i] = WalkForward.Run(Compared[i], panel, options.WarmUpDays, cancellationToken));
        var metrics = new ModelMetrics(
            ModelMetrics.CurrentSchema,
            ModelEvaluation.Of(tracks, StandardModels.Har.Name, panel, options.WarmUpDays),
            HoldOut(panel, fittedThroughMs, options, cancellationToken),
            Margins(tracks, panel, options, cancellationToken));
        return new(TrainedModel.From(fitted), [.. known!.Markets.Zip(sha256, DataOf)], options, metrics, tracks[0]);
    }

    /// <summary>The margins that <see cref="MarginRulesKept"/> puts first, of both sides of a market, for a report to draw.</summary>
    public static (MarginSeries Long, MarginSeries Short) MarginsOf(DayHistory market, ForecastTrack track)
    {
        var (forecast, longRun) = (VarianceFilter.Of(track, market), VarianceFilter.LongRun(market));
        return (Posted(PositionSide.Long), Posted(PositionSide.Short));

        MarginSeries Posted(PositionSide side) => PostedMarginChain.RulesOf(new(market, side, MarginLevel), forecast, longRun)[0];
    }

    private static ModelEvaluation? HoldOut(VolatilityPanel panel, long fittedThroughMs, TrainingOptions options, CancellationToken cancellationToken)
    {
        if (options.HoldOutDays == 0) return null;
        var tracks = Compared.Select(model => WalkForward.RunHoldOut(model, panel, fittedThroughMs, cancellationToken));
        return ModelEvaluation.Of([.. tracks], StandardModels.Har.Name, panel, options.WarmUpDays);
    }

    private static MarginBacktest? Margins(IReadOnlyList<ForecastTrack>[] tracks, VolatilityPanel panel, TrainingOptions options, CancellationToken cancellationToken)
    {
        var warmUpDays = Math.Max(options.WarmUpDays, MarginWarmUpDays);
        if (panel.Markets.Any(market => market.Count < warmUpDays + TrafficLight.WindowDays)) return null;
        return MarginBacktest.Of([tracks[0]], panel, MarginLevel, warmUpDays, cancellationToken).Only(MarginRulesKept);
    }

    private static TrainingData DataOf(DayHistory market, string sha256) => new(market.Symbol, sha256, DateOf(market[0]), DateOf(market[market.Count - 1]), market.Count);

    private static DateOnly DateOf(DayMeasures day) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(day.OpenTimeMs).UtcDateTime);
}
