using System.CommandLine;
using Clearinghouse.Cli.Forecasting;
using Clearinghouse.Forecasting.Backtests;
using Clearinghouse.Forecasting.HourMargins;
using Clearinghouse.Forecasting.Margins;
using Clearinghouse.Forecasting.Models;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse backtest</c>.</summary>
internal static class BacktestCommand
{
    private const int DefaultWarmUpDays = 730;
    private const int DefaultHourWarmUpDays = 365;
    private const int LeastWarmUpDays = 300;
    private const int MostWarmUpDays = 10_000;
    private const double LeastLevel = 0.5;
    private const double MostLevel = 0.9999;
    private const string OneDay = "1d";
    private const string OneHour = "1h";

    public static Command Make(CliOutput output)
    {
        var bars = BarsOption.Make();
        var level = new Option<double>("--level") { Description = "The share of days, or hours, that margin should cover", DefaultValueFactory = _ => 0.99 };
        var horizon = new Option<string>("--horizon") { Description = $"How long a position is held: a day, {OneDay}, or an hour, {OneHour}", DefaultValueFactory = _ => OneDay };
        var warmUp = new Option<int?>("--warm-up-days") { Description = $"Days of each market before the first one scored; {DefaultWarmUpDays}, and {DefaultHourWarmUpDays} for hours" };
        var json = JsonOption.Make();
        var command = new Command(
            "backtest",
            """
            Set margin for every day, or hour, from those before it, by many rules, long and short, and test it.

            Examples:
              clearinghouse backtest --bars BTCUSDT=btc.csv.gz --bars ETHUSDT=eth.csv.gz
              clearinghouse backtest --bars BTCUSDT=btc.csv.gz --level 0.995 --horizon 1d --json > margins.json
              clearinghouse backtest --bars BTCUSDT=btc.csv.gz --horizon 1h
            """)
        {
            bars, level, horizon, warmUp, json,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var (asked, share, files) = (parsed.GetValue(horizon)!, parsed.GetValue(level), parsed.GetValue(bars)!);
                if (asked is not (OneDay or OneHour)) throw new CliException($"--horizon takes {OneDay} or {OneHour}, not '{asked}'.");
                if (!(share >= LeastLevel && share <= MostLevel)) throw new CliException($"--level must be from {LeastLevel} to {MostLevel}, such as 0.99, not {share}.");
                var (initial, least) = asked == OneDay ? (DefaultWarmUpDays, LeastWarmUpDays) : (DefaultHourWarmUpDays, HourMarginBacktest.WarmUpDaysMin);
                var days = parsed.GetValue(warmUp) ?? initial;
                if (days < least || days > MostWarmUpDays) throw new CliException($"--warm-up-days must be from {least} to {MostWarmUpDays} for --horizon {asked}, not {days}.");
                var report = UnusableBars.Explain(() => asked == OneDay
                    ? MarginBacktest.Run(StandardModels.MarginFilters, BarsOption.ReadDays(files), share, days, cancellation)
                    : HourMarginBacktest.Run(BarsOption.ReadHourPrices(files), share, days, cancellation));
                if (parsed.GetValue(json)) output.WriteJson(new { schema = "clearinghouse.backtest/1", horizon = asked, report.Level, report.WarmUpDays, report.Means, report.Positions });
                else BacktestText.Write(output, report, asked == OneDay ? MarginHorizon.OneDay : MarginHorizon.OneHour);
                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }
}
