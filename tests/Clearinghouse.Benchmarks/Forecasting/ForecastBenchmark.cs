using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Clearinghouse.Benchmarks.Machine;
using Clearinghouse.Core.Units;
using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Hours;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Models;
using Clearinghouse.Forecasting.Registry;
using Clearinghouse.Forecasting.Serving;
using Clearinghouse.MarketData;

namespace Clearinghouse.Benchmarks.Forecasting;

/// <summary>Measures forecasting on made-up bars of five markets: scoring bar by bar as a node does, training the champion, and walking every model through all days.</summary>
/// <param name="days">Days of each market.</param>
/// <param name="evaluates">Whether to walk every model through, which takes minutes.</param>
/// <param name="repetitions">Of the scoring.</param>
/// <param name="folder">Where the disk is probed.</param>
/// <param name="say">Hears of progress.</param>
internal sealed class ForecastBenchmark(int days, bool evaluates, int repetitions, DirectoryInfo folder, Action<string> say)
{
    private const int Markets = 5;
    private const int WarmUpDays = 400;
    private const long BarMs = 1_800_000;
    private const int HourMarkets = 2;
    private const int HourDays = 500;
    private const int HourWarmUpDays = 90;
    private const long HourBarMs = 300_000;
    private const long DayMs = 86_400_000;

    /// <summary>Monday, 6 January 2020.</summary>
    private const long FirstDayMs = 1_578_268_800_000;

    /// <summary>Runs it.</summary>
    public ForecastReport Run(CancellationToken cancellationToken)
    {
        var machine = MachineDescription.Describe(folder);
        say("making bars");
        var series = Enumerable.Range(0, Markets).Select(market => BarsOf(market, days, BarMs)).ToList();
        var panel = new VolatilityPanel(series.Select(DayHistory.From));
        say("fitting");
        var (forecaster, fit) = Timed(() => PooledLogHarModel.FitOn(panel)!);
        say("training, with its evidence");
        var (_, train) = Timed(() => ModelTraining.Run(panel, [.. series.Select(_ => "none")], new TrainingOptions(WarmUpDays, HoldOutDays: 90), cancellationToken));
        say("scoring bar by bar");
        var model = new ServingModel("benchmark/1", forecaster);
        var models = new ServingModels(model, null, model with { Version = "benchmark/2" });
        var scores = Enumerable.Range(0, repetitions + 1).Select(_ => Score(series[0], models)).Skip(1).OrderBy(score => score.Bar).ToList();
        var byDays = evaluates ? EvaluateDays(panel, cancellationToken) : default;
        var byHours = evaluates ? EvaluateHours(cancellationToken) : default;
        return new ForecastReport(
            machine,
            repetitions,
            (scores[scores.Count / 2].Bar, scores[0].Bar, scores[^1].Bar),
            scores[scores.Count / 2].Midnight,
            scores[0].Bytes,
            Markets,
            days,
            fit,
            train,
            byDays,
            HourMarkets,
            HourDays,
            byHours);
    }

    private static (double Bar, double Midnight, int Bytes) Score(BarSeries series, ServingModels models)
    {
        var forecaster = new MarketForecaster(new ServingTerms());
        var (began, midnights, midnightTicks, sum) = (Stopwatch.GetTimestamp(), 0, 0L, 0.0);
        foreach (var bar in series.Bars)
        {
            var isMidnight = (bar.OpenTimeMs + BarMs) % DayMs == 0;
            var at = isMidnight ? Stopwatch.GetTimestamp() : 0;
            forecaster.Take(bar, models, null);
            sum += forecaster.Read(DateTimeOffset.FromUnixTimeMilliseconds(forecaster.NextOpenMs)).MarginLong;
            if (!isMidnight) continue;
            midnights++;
            midnightTicks += Stopwatch.GetTimestamp() - at;
        }

        var micros = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        if (!(sum > 0)) throw new InvalidOperationException("nothing was forecast");
        return (micros / series.Bars.Count, midnightTicks * 1e6 / Stopwatch.Frequency / midnights, JsonSerializer.SerializeToUtf8Bytes(forecaster.ToState()).Length);
    }

    /// <summary>As <c>model evaluate</c> does it: as many models at a time as there are processors.</summary>
    private (int Models, double Seconds) EvaluateDays(VolatilityPanel panel, CancellationToken cancellationToken)
    {
        List<IVolatilityModel> models = [.. StandardModels.All.Where(model => model is not BoostedTreesModel { IsAvailable: false })];
        say(string.Create(CultureInfo.InvariantCulture, $"walking {models.Count} models through {days} days"));
        var (_, seconds) = Timed(() => ModelEvaluation.Run(models, StandardModels.Har, panel, WarmUpDays, name => say($"{name} is done"), cancellationToken));
        return (models.Count, seconds);
    }

    private (int Models, double Seconds) EvaluateHours(CancellationToken cancellationToken)
    {
        List<HourModel> models = [.. HourModels.All.Where(model => model.IsAvailable)];
        say(string.Create(CultureInfo.InvariantCulture, $"walking {models.Count} models through the hours of {HourDays} days"));
        HourHistory[] markets = [.. Enumerable.Range(0, HourMarkets).Select(market => HourHistory.From(BarsOf(market, HourDays, HourBarMs)))];
        var (_, seconds) = Timed(() => HourEvaluation.Run(models, markets, HourWarmUpDays, cancellationToken));
        return (models.Count, seconds);
    }

    private static (T Result, double Seconds) Timed<T>(Func<T> work)
    {
        var began = Stopwatch.GetTimestamp();
        return (work(), Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>A market whose volatility wanders.</summary>
    private static BarSeries BarsOf(int market, int days, long barMs)
    {
        var count = (int)(days * DayMs / barMs);
        var (random, price, logVolatility, bars) = (new Random(market), 100.0, 0.0, new List<Bar>(count));
        for (var i = 0; i < count; i++)
        {
            logVolatility = (0.99 * logVolatility) + (0.07 * Normal());
            var deviation = 0.004 * Math.Exp(logVolatility);
            var (open, close) = (price, price * Math.Exp(deviation * Normal()));
            bars.Add(new Bar(FirstDayMs + (i * barMs), At(open), At(Math.Max(open, close) * Math.Exp(deviation * 0.3 * random.NextDouble())), At(Math.Min(open, close) * Math.Exp(-deviation * 0.3 * random.NextDouble())), At(close), 100));
            price = Math.Clamp(close, 1, 10_000);
        }

        return new BarSeries($"M{market}", barMs, bars);

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    private static Price At(double price) => Price.FromDouble(price, Rounding.HalfEven);
}
