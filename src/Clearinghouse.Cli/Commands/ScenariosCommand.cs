using System.CommandLine;
using System.Globalization;
using Clearinghouse.Cli.Scenarios;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.MarketData.Files;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse scenarios</c>: the scenarios that portfolio margin is taken from.</summary>
internal static class ScenariosCommand
{
    private const int LeastDays = 30;
    private const int MostDays = 5_000;

    public static Command Make(CliOutput output)
    {
        var command = new Command("scenarios", "The scenario set of a node: the built-in grid and stress events, and past days of real bars.");
        command.Subcommands.Add(MakeBuild(output));
        command.Subcommands.Add(MakeShow(output));
        return command;
    }

    private static Command MakeBuild(CliOutput output)
    {
        var (bars, json) = (BarsOption.Make(), JsonOption.Make());
        var days = new Option<int>("--days") { Description = "Past days to keep, the newest", DefaultValueFactory = _ => 500 };
        var file = new Option<string>("--out") { Description = "The file to write", HelpName = "FILE", Required = true };
        var command = new Command(
            "build",
            """
            Standardise past days by the volatility of their time, the same days in every market, and write a scenario set.
            A node loads it by Clearinghouse:Clearing:ScenariosFile; symbols must be the names of its markets.

            Examples:
              clearinghouse scenarios build --bars BTC=btc.csv.gz --bars ETH=eth.csv.gz --days 500 --out scenarios.json
            """)
        {
            bars, days, file, json,
        };
        command.SetAction(parsed =>
        {
            var most = parsed.GetValue(days);
            if (most is < LeastDays or > MostDays) throw new CliException($"--days must be from {LeastDays} to {MostDays}, not {most}.");
            var path = parsed.GetValue(file)!;
            if (File.Exists(path)) throw new CliException($"The file '{path}' exists already. Name another one, or delete it.");
            var histories = BarsOption.Parse(parsed.GetValue(bars)!)
                .Select(market => DailyCloses.Of(BarFile.Read(market.Path, new() { Symbol = market.Symbol }).Series)).ToList();
            var history = HistoricalMoves.From(histories, most);
            if (history.Dates.Length < LeastDays) throw new CliException($"The bars hold {history.Dates.Length} days with a volatility before them; {LeastDays} are the least. Give longer files.");
            var scenarios = ScenarioDocument.Stamp(ScenarioSet.Default with { History = history });
            File.WriteAllBytes(path, ScenarioDocument.Write(scenarios));
            Write(output, scenarios, parsed.GetValue(json));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command MakeShow(CliOutput output)
    {
        var (file, json) = (new Argument<string>("FILE") { Description = "A scenario set" }, JsonOption.Make());
        var command = new Command("show", "What a scenario set holds.") { file, json };
        command.SetAction(parsed =>
        {
            Write(output, ScenariosOption.Read(parsed.GetValue(file)), parsed.GetValue(json));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(CliOutput output, ScenarioSet scenarios, bool asJson)
    {
        var (history, markets) = (scenarios.History, scenarios.History.StandardisedMoves.Keys.ToList());
        if (asJson)
        {
            output.WriteJson(new
            {
                schema = "clearinghouse.scenarios/1",
                scenarios.Version,
                grid = scenarios.Grid.Length,
                stress = scenarios.Stress.Select(stress => stress.Name),
                days = history.Dates.Length,
                from = history.Dates.IsEmpty ? (DateOnly?)null : history.Dates[0],
                to = history.Dates.IsEmpty ? (DateOnly?)null : history.Dates[^1],
                markets,
            });
            return;
        }

        output.WriteTable("scenario set", new[]
        {
            ("version", scenarios.Version),
            ("grid scenarios of each market", scenarios.Grid.Length.ToString(CultureInfo.InvariantCulture)),
            ("stress events", string.Join("; ", scenarios.Stress.Select(stress => stress.Name))),
            ("past days", history.Dates.IsEmpty ? "none" : string.Create(CultureInfo.InvariantCulture, $"{history.Dates.Length}, {history.Dates[0]:yyyy-MM-dd} to {history.Dates[^1]:yyyy-MM-dd}")),
            ("markets with past days", string.Join(", ", markets)),
        }.Concat(markets.SelectMany((a, i) => markets.Skip(i + 1).Select(b => ($"correlation of {a} and {b}", history.CorrelationOf(a, b)?.ToString("0.00", CultureInfo.InvariantCulture) ?? "unknown")))));
    }
}
