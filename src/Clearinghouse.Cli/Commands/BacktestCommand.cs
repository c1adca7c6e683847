using System.CommandLine;
using Clearinghouse.Cli.Forecasting;
using Clearinghouse.Forecasting.Backtests;
using Clearinghouse.Forecasting.Models;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse backtest</c>.</summary>
internal static class BacktestCommand
{
    private const int DefaultWarmUpDays = 730;
    private const int LeastWarmUpDays = 300;
    private const int MostWarmUpDays = 10_000;
    private const double LeastLevel = 0.5;
    private const double MostLevel = 0.9999;
    private const string OneDay = "1d";

    public static Command Make(CliOutput output)
    {
        var bars = BarsOption.Make();
        var level = new Option<double>("--level") { Description = "The share of days that margin should cover", DefaultValueFactory = _ => 0.99 };
        var horizon = new Option<string>("--horizon") { Description = "How long a position is held; one day, written 1d, is what there is", DefaultValueFactory = _ => OneDay };
        var warmUp = new Option<int>("--warm-up-days") { Description = "Days of each market before the first one scored", DefaultValueFactory = _ => DefaultWarmUpDays };
        var json = JsonOption.Make();
        var command = new Command(
            "backtest",
            """
            Set margin for every day from the days before it, by many rules, long and short, and test it.

            Examples:
              clearinghouse backtest --bars BTCUSDT=btc.csv.gz --bars ETHUSDT=eth.csv.gz
              clearinghouse backtest --bars BTCUSDT=btc.csv.gz --level 0.995 --horizon 1d --json > margins.json
            """)
        {
            bars, level, horizon, warmUp, json,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                if (parsed.GetValue(horizon) is var asked && asked != OneDay) throw new CliException($"--horizon takes {OneDay}, not '{asked}'.");
                var (share, days) = (parsed.GetValue(level), parsed.GetValue(warmUp));
                if (!(share >= LeastLevel && share <= MostLevel)) throw new CliException($"--level must be from {LeastLevel} to {MostLevel}, such as 0.99, not {share}.");
                if (days is < LeastWarmUpDays or > MostWarmUpDays) throw new CliException($"--warm-up-days must be from {LeastWarmUpDays} to {MostWarmUpDays}, not {days}.");
                var report = UnusableBars.Explain(() => MarginBacktest.Run(StandardModels.MarginFilters, BarsOption.ReadDays(parsed.GetValue(bars)!), share, days, cancellation));
                if (parsed.GetValue(json)) output.WriteJson(new { schema = "clearinghouse.backtest/1", horizon = OneDay, report.Level, report.WarmUpDays, report.Means, report.Positions });
                else BacktestText.Write(output, report);
                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }
}
