using System.CommandLine;
using System.Globalization;
using Clearinghouse.Cli.Forecasting;
using Clearinghouse.Forecasting.Evaluation;
using Clearinghouse.Forecasting.Hours;
using Clearinghouse.Forecasting.Models;
using Spectre.Console;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse model</c>.</summary>
internal static class ModelCommand
{
    private const int DefaultWarmUpDays = 500;
    private const int DefaultHourWarmUpDays = 90;
    private const int LeastWarmUpDays = 100;
    private const int LeastHourWarmUpDays = 30;
    private const int MostHorizonDays = 30;
    private const string OneDay = "1d";
    private const string OneHour = "1h";
    private const int MostWarmUpDays = 10_000;

    public static Command Make(CliOutput output)
    {
        var command = new Command("model", "Volatility models.");
        command.Subcommands.Add(MakeEvaluate(output));
        command.Subcommands.Add(ModelTrainCommand.Make(output));
        command.Subcommands.Add(ModelListCommand.MakeList(output));
        command.Subcommands.Add(ModelListCommand.MakeVerify(output));
        command.Subcommands.Add(ModelShowCommand.MakeShow(output, TimeProvider.System));
        command.Subcommands.Add(ModelShowCommand.MakeCompare(output, TimeProvider.System));
        command.Subcommands.Add(ModelAliasCommand.MakePromote(output, TimeProvider.System));
        command.Subcommands.Add(ModelAliasCommand.MakeRollback(output, TimeProvider.System));
        return command;
    }

    private static Command MakeEvaluate(CliOutput output)
    {
        var bars = BarsOption.Make();
        var warmUp = new Option<int?>("--warm-up-days") { Description = $"Days of each market before its first forecast; {DefaultWarmUpDays}, and {DefaultHourWarmUpDays} for hours" };
        var horizon = new Option<string>("--horizon") { Description = $"What is forecast: the next day, {OneDay}; the mean of the next days, such as 5d, a product's liquidation horizon; or the next hour, {OneHour}, from bars of 15 minutes or less", DefaultValueFactory = _ => OneDay };
        var names = new Option<string[]>("--models")
        {
            Description = $"Only these models; {StandardModels.Har.Name} is always among them. Of: {string.Join(", ", StandardModels.All.Select(model => model.Name).Order(StringComparer.Ordinal))}; for hours {string.Join(", ", HourModels.All.Select(model => model.Name).Order(StringComparer.Ordinal))}",
            HelpName = "NAME",
            AllowMultipleArgumentsPerToken = true,
        };
        var json = JsonOption.Make();
        var command = new Command(
            "evaluate",
            """
            Forecast the variance of every day from the days before it, by every model, and compare.

            Examples:
              clearinghouse model evaluate --bars BTCUSDT=btc.csv.gz --bars ETHUSDT=eth.csv.gz
              clearinghouse model evaluate --bars BTCUSDT=btc.csv.gz --models log-har-x ewma-94 --json > scores.json
              clearinghouse model evaluate --bars BTCUSDT=btc.csv.gz --horizon 5d --models log-har log-har-x log-har-x-scaled
              clearinghouse model evaluate --bars BTCUSDT=btc-5m.csv.gz --horizon 1h
            """)
        {
            bars, horizon, warmUp, names, json,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                if (parsed.GetValue(horizon) == OneHour) return EvaluateHours(output, parsed.GetValue(bars)!, parsed.GetValue(names) ?? [], parsed.GetValue(warmUp) ?? DefaultHourWarmUpDays, parsed.GetValue(json), cancellation);
                var ahead = DaysOf(parsed.GetValue(horizon)!);
                var all = ahead == 1 ? StandardModels.All : [.. StandardModels.All, .. StandardModels.Scaled];
                var chosen = Chosen(parsed.GetValue(names) ?? [], [.. all.Select(model => (model.Name, model is not BoostedTreesModel { IsAvailable: false }))], "there are", output);
                var models = all.Where(model => chosen.Contains(model.Name, StringComparer.Ordinal)).ToList();
                var days = parsed.GetValue(warmUp) ?? DefaultWarmUpDays;
                if (days is < LeastWarmUpDays or > MostWarmUpDays)
                    throw new CliException($"--warm-up-days must be from {LeastWarmUpDays} to {MostWarmUpDays}, not {days}.");
                var report = UnusableBars.Explain(() => Evaluate(models, BarsOption.ReadDays(parsed.GetValue(bars)!).ForHorizon(ahead), days, output, cancellation));
                if (parsed.GetValue(json)) output.WriteJson(new { schema = "clearinghouse.model-evaluate/1", horizon = $"{ahead}d", report.Reference, report.WarmUpDays, report.Means, report.Markets });
                else EvaluationText.Write(output, report, horizon: ahead);
                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    /// <summary>The days of a horizon such as 5d.</summary>
    private static int DaysOf(string horizon) =>
        horizon is [.. var count, 'd'] && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MostHorizonDays
            ? days
            : throw new CliException($"--horizon takes {OneHour}, {OneDay}, or days up to {MostHorizonDays}d, not '{horizon}'.");

    private static int EvaluateHours(CliOutput output, string[] bars, string[] names, int warmUpDays, bool isJson, CancellationToken cancellation)
    {
        if (warmUpDays is < LeastHourWarmUpDays or > MostWarmUpDays) throw new CliException($"--warm-up-days must be from {LeastHourWarmUpDays} to {MostWarmUpDays} for hours, not {warmUpDays}.");
        var chosen = Chosen(names, [.. HourModels.All.Select(model => (model.Name, model.IsAvailable))], "for hours there are", output);
        var models = HourModels.All.Where(model => chosen.Contains(model.Name, StringComparer.Ordinal)).ToList();
        var report = UnusableBars.Explain(() => HourEvaluation.Run(models, BarsOption.ReadHours(bars), warmUpDays, cancellation));
        if (isJson) output.WriteJson(new { schema = "clearinghouse.model-evaluate/1", horizon = OneHour, report.Reference, report.WarmUpDays, report.Means, report.Markets });
        else EvaluationText.Write(output, report, "hour");
        return ExitCodes.Done;
    }

    /// <summary>The models named, or all that can be used here; the benchmark is always among them.</summary>
    private static IReadOnlyList<string> Chosen(string[] names, IReadOnlyList<(string Name, bool IsAvailable)> models, string thereAre, CliOutput output)
    {
        const string Remedy = "its native library can't be loaded here; on Debian, apt-get install libgomp1";
        var missing = models.Where(model => !model.IsAvailable).Select(model => model.Name).ToList();
        if (names.FirstOrDefault(name => models.All(model => model.Name != name)) is { } unknown)
            throw new CliException($"--models names '{unknown}'; {thereAre} {string.Join(", ", models.Select(model => model.Name).Order(StringComparer.Ordinal))}.");
        if (names.Intersect(missing, StringComparer.Ordinal).FirstOrDefault() is { } asked) throw new CliException($"--models names {asked}: {Remedy}.");
        if (names.Length > 0) return [.. names, StandardModels.Har.Name];
        foreach (var model in missing) output.Talk.WriteLine($"clearinghouse: without {model}: {Remedy}.");
        return [.. models.Select(model => model.Name).Except(missing, StringComparer.Ordinal)];
    }

    private static ModelEvaluation Evaluate(List<IVolatilityModel> models, VolatilityPanel panel, int warmUpDays, CliOutput output, CancellationToken cancellation)
    {
        if (!output.IsTerminal) return ModelEvaluation.Run(models, StandardModels.Har, panel, warmUpDays, _ => { }, cancellation);
        return output.TalkConsole().Progress().Start(context =>
        {
            var task = context.AddTask("models", maxValue: models.Count);
            return ModelEvaluation.Run(models, StandardModels.Har, panel, warmUpDays, _ => task.Increment(1), cancellation);
        });
    }
}
