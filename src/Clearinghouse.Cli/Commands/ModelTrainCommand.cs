using System.CommandLine;
using System.Security.Cryptography;
using Clearinghouse.Cli.Forecasting;
using Clearinghouse.Cli.Reports;
using Clearinghouse.Forecasting.Registry;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse model train</c>.</summary>
internal static class ModelTrainCommand
{
    private const int DefaultWarmUpDays = 500;
    private const int LeastWarmUpDays = 100;
    private const int MostWarmUpDays = 10_000;
    private const int DefaultHoldOutDays = 180;
    private const int LeastHoldOutDays = 30;
    private const int MostHoldOutDays = 2_000;

    public static Command Make(CliOutput output)
    {
        var bars = BarsOption.Make();
        var registry = ModelRegistryOption.Make();
        var warmUp = new Option<int>("--warm-up-days") { Description = "Days of each market before its first forecast in the walk-forward", DefaultValueFactory = _ => DefaultWarmUpDays };
        var holdOut = new Option<int>("--hold-out-days") { Description = "The last days, kept from the fit to judge it by; with 0 the version cannot be promoted", DefaultValueFactory = _ => DefaultHoldOutDays };
        var json = JsonOption.Make();
        var command = new Command(
            "train",
            """
            Fit the pooled log-HAR-X on all days but those held out, measure it by these and by a walk-forward, and store it with a card and a report.
            The same bars give the same version.

            Examples:
              clearinghouse model train --bars BTCUSDT=btc.csv.gz --bars ETHUSDT=eth.csv.gz --registry ml-models
            """)
        {
            bars, registry, warmUp, holdOut, json,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var (days, held) = (parsed.GetValue(warmUp), parsed.GetValue(holdOut));
                if (days is < LeastWarmUpDays or > MostWarmUpDays) throw new CliException($"--warm-up-days must be from {LeastWarmUpDays} to {MostWarmUpDays}, not {days}.");
                if (held is not 0 and (< LeastHoldOutDays or > MostHoldOutDays)) throw new CliException($"--hold-out-days must be 0 or from {LeastHoldOutDays} to {MostHoldOutDays}, not {held}.");
                var (manifest, isNew) = UnusableBars.Explain(() => Train(parsed.GetValue(bars)!, parsed.GetValue(registry)!, new(days, held), cancellation));
                if (parsed.GetValue(json)) output.WriteJson(new { schema = "clearinghouse.model-train/1", isNew, manifest });
                else output.Data.WriteLine($"{manifest.Model} {manifest.Version}{(isNew ? "" : ", which is in the registry already")}");
                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    private static (ModelManifest Manifest, bool IsNew) Train(string[] bars, string folder, TrainingOptions options, CancellationToken cancellation)
    {
        var panel = BarsOption.ReadDays(bars);
        var training = ModelTraining.Run(panel, [.. BarsOption.Parse(bars).Select(market => HashOf(market.Path))], options, cancellation);
        var champion = new ModelAliases(folder, TimeProvider.System).Current(ModelAlias.Champion);
        return new ModelRegistry(folder).Add(
            training,
            ProgramVersion.Of(typeof(ModelTrainCommand).Assembly),
            champion is null ? null : $"{champion.Model}/{champion.Version}",
            manifest => ModelReport.Of(manifest, training, panel));
    }

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
