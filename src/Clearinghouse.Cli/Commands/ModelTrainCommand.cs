using System.CommandLine;
using System.Reflection;
using System.Security.Cryptography;
using Clearinghouse.Cli.Forecasting;
using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Measures;
using Clearinghouse.Forecasting.Models;
using Clearinghouse.Forecasting.Registry;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse model train</c>.</summary>
internal static class ModelTrainCommand
{
    private const int DefaultWarmUpDays = 500;
    private const int LeastWarmUpDays = 100;
    private const int MostWarmUpDays = 10_000;

    private static readonly IVolatilityModel[] Compared = [StandardModels.PooledLogHarX, StandardModels.LogHar, StandardModels.Har, StandardModels.Ewma94];

    public static Command Make(CliOutput output)
    {
        var bars = BarsOption.Make();
        var registry = ModelRegistryOption.Make();
        var warmUp = new Option<int>("--warm-up-days") { Description = "Days of each market before its first forecast in the metrics", DefaultValueFactory = _ => DefaultWarmUpDays };
        var json = JsonOption.Make();
        var command = new Command(
            "train",
            """
            Fit the pooled log-HAR-X on all bars given, measure it by a walk-forward over them, and store it. The same bars give the same version.

            Examples:
              clearinghouse model train --bars BTCUSDT=btc.csv.gz --bars ETHUSDT=eth.csv.gz --registry ml-models
            """)
        {
            bars, registry, warmUp, json,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var days = parsed.GetValue(warmUp);
                if (days is < LeastWarmUpDays or > MostWarmUpDays) throw new CliException($"--warm-up-days must be from {LeastWarmUpDays} to {MostWarmUpDays}, not {days}.");
                var (manifest, isNew) = UnusableBars.Explain(() => Train(parsed.GetValue(bars)!, new ModelRegistry(parsed.GetValue(registry)!), days, cancellation));
                if (parsed.GetValue(json)) output.WriteJson(new { schema = "clearinghouse.model-train/1", isNew, manifest });
                else output.Data.WriteLine($"{manifest.Model} {manifest.Version}{(isNew ? "" : ", which is in the registry already")}");
                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    private static (ModelManifest Manifest, bool IsNew) Train(string[] bars, ModelRegistry registry, int warmUpDays, CancellationToken cancellation)
    {
        var panel = BarsOption.ReadDays(bars);
        var fitted = PooledLogHarModel.FitOn(panel) ?? throw new CliException("The files hold too few days to train on; give longer ones, or more markets.");
        var metrics = ModelEvaluation.Run(Compared, StandardModels.Har, panel, warmUpDays, _ => { }, cancellation);
        var data = BarsOption.Parse(bars).Zip(panel.Markets, (file, market) => DataOf(market, file.Path));
        return registry.Add(TrainedModel.From(fitted), [.. data], metrics, Program);
    }

    private static string Program { get; } =
        typeof(ModelTrainCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static TrainingData DataOf(DayHistory market, string path)
    {
        using var file = File.OpenRead(path);
        return new(market.Symbol, Convert.ToHexStringLower(SHA256.HashData(file)), DateOf(market[0]), DateOf(market[market.Count - 1]), market.Count);
    }

    private static DateOnly DateOf(DayMeasures day) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(day.OpenTimeMs).UtcDateTime);
}
