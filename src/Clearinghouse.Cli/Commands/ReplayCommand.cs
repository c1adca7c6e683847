using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Clearinghouse.Cli.Replay;
using Clearinghouse.Cli.Reports;
using Clearinghouse.Cli.Verification;
using Clearinghouse.Core.Margin;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse replay</c>.</summary>
internal static class ReplayCommand
{
    private const int MostAccounts = 100_000;
    private const int MostVenues = 100;

    public static Command Make(CliOutput output)
    {
        var bars = BarsOption.Make();
        var from = new Option<DateTimeOffset?>("--from") { Description = "First bar, UTC, such as 2021-05-01", CustomParser = ParseTime };
        var to = new Option<DateTimeOffset?>("--to") { Description = "End, exclusive, UTC", CustomParser = ParseTime };
        var accounts = new Option<int>("--accounts") { Description = "Traders", DefaultValueFactory = _ => 1_000 };
        var venues = new Option<int>("--venues") { Description = "Venues", DefaultValueFactory = _ => 2 };
        var seed = new Option<int>("--seed") { Description = "Same seed, same report", DefaultValueFactory = _ => 1 };
        var margin = new Option<MarginMode>("--margin") { Description = "How every account is margined: Cross or Portfolio", DefaultValueFactory = _ => MarginMode.Cross };
        var database = new Option<string?>("--database") { Description = "A new SQLite file to keep; without it a temporary one", HelpName = "FILE" };
        var refuseGaps = new Option<bool>("--refuse-gaps") { Description = "Treat a gap in the bars as an error" };
        var verbose = new Option<bool>("--verbose") { Description = "Write the node's log to standard error" };
        var parameters = new Option<ReplayParameters>("--parameters")
        {
            Description = "What governs the markets: Plain (fixed rates), Static (fixed rates and breakers), Adaptive (rates that follow the shipped champion, and breakers), Both side by side",
            DefaultValueFactory = _ => ReplayParameters.Plain,
        };
        var html = new Option<string?>("--html") { Description = "A page of it, with plots", HelpName = "FILE" };
        var defaults = new ReplayDefaultsOptions();
        var json = JsonOption.Make();
        var command = new Command(
            "replay",
            """
            Clear a seeded population of venues and traders against real bars, on a node inside this process.

            Examples:
              clearinghouse replay --bars BTCUSDT=btc.csv.gz
              clearinghouse replay --bars BTCUSDT=btc.csv.gz --bars ETHUSDT=eth.csv.gz --from 2021-05-01 --to 2021-06-01 --accounts 1000 --venues 2 --database may.db
              clearinghouse replay --bars BTCUSDT=btc.csv.gz --seed 7 --json > report.json
              clearinghouse replay --bars BTCUSDT=btc.csv.gz --from 2021-05-10 --to 2021-05-25 --accounts 200 --parameters Both --html may.html
              clearinghouse replay --bars BTCUSDT=btc.csv.gz --from 2020-03-05 --to 2020-03-20 --leverage 20 --over-levered 0.5 --depth 0.1 --html march.html
            """)
        {
            bars, from, to, accounts, venues, seed, margin, database, refuseGaps, verbose, parameters, html, json,
        };
        defaults.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new ReplayOptions(
                BarsOption.Parse(parsed.GetValue(bars)!),
                parsed.GetValue(from),
                parsed.GetValue(to),
                InRange("--accounts", parsed.GetValue(accounts), 2, MostAccounts),
                InRange("--venues", parsed.GetValue(venues), 1, MostVenues),
                parsed.GetValue(seed),
                parsed.GetValue(margin),
                parsed.GetValue(database),
                parsed.GetValue(refuseGaps),
                parsed.GetValue(verbose),
                parsed.GetValue(parameters))
            {
                Defaults = defaults.Parse(parsed),
            };
            return await RunAsync(options, parsed.GetValue(html), parsed.GetValue(json), output, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(ReplayOptions options, string? html, bool isJson, CliOutput output, CancellationToken cancellation)
    {
        if (options.Margin == MarginMode.Isolated) throw new CliException("--margin Isolated is for accounts of one contract; traders of a replay trade in every market.");
        if (options.From >= options.To) throw new CliException("--from must be before --to.");
        if (options.Parameters == ReplayParameters.Both) return await CompareAsync(options, html, isJson, output, cancellation);
        var (report, verification) = await ReplayRunner.RunAsync(options, output, cancellation);
        if (html is { } page) await File.WriteAllTextAsync(page, ReplayPage.Of(report), cancellation);
        if (isJson) output.WriteJson(report);
        else Write(output, report);
        return await Conclude(verification, output);
    }

    private static async Task<int> CompareAsync(ReplayOptions options, string? html, bool isJson, CliOutput output, CancellationToken cancellation)
    {
        if (options.Database is not null) throw new CliException("--database keeps one replay; --parameters Both makes two, on temporary files.");
        var (comparison, verification) = await ReplayRunner.CompareAsync(options, output, cancellation);
        if (html is not null) await File.WriteAllTextAsync(html, ReplayComparisonPage.Of(comparison), cancellation);
        if (isJson) output.WriteJson(comparison);
        else ReplayComparisonText.Write(output, comparison);
        return await Conclude(verification, output);
    }

    private static async Task<int> Conclude(VerificationReport verification, CliOutput output)
    {
        if (verification.Fault is { } fault) await output.Talk.WriteLineAsync($"clearinghouse: verification failed: {fault}");
        return verification.Holds ? ExitCodes.Done : ExitCodes.VerificationFailed;
    }

    private static void Write(CliOutput output, ReplayReport report)
    {
        var rows = new List<(string, string)>
        {
            ("markets", string.Join(", ", report.Markets)),
            ("bars", $"{Number(report.Bars)}, {report.From:yyyy-MM-dd HH:mm} to {report.To:yyyy-MM-dd HH:mm} UTC"),
            ("accounts, venues, seed", $"{Number(report.Accounts)}, {report.Venues}, {report.Seed}"),
            ("trades submitted", Number(report.TradesSubmitted)),
            ("trades cleared", Number(report.TradesCleared)),
        };
        rows.AddRange(report.TradesRefused.Select(reason => ($"trades refused: {reason.Key}", Number(reason.Value))));
        rows.AddRange(
        [
            ("deposits", $"{Number(report.DepositsTaken)}, {report.Deposits}"),
            ("withdrawals", $"{Number(report.WithdrawalsPaid)}, {report.Withdrawals}"),
            .. report.WithdrawalsRefused.Select(reason => ($"withdrawals refused: {reason.Key}", Number(reason.Value))),
            ("fees", report.Fees.ToString()),
            ("funding paid", report.FundingPaid.ToString()),
            ("margin held", report.MarginHeld.ToString()),
            ("margin required", report.MarginRequired.ToString()),
            ("accounts below initial / maintenance margin", $"{Number(report.AccountsBelowInitial)} / {Number(report.AccountsBelowMaintenance)}"),
            ("accounts under a margin call, or further on the path", Number(report.AccountsInMarginCall)),
            ("accounts under water", Number(report.AccountsUnderWater)),
            ("conservation residual", report.ConservationResidual?.ToString() ?? "not computed"),
            .. report.Contracts.Select(contract => ($"{contract.Contract}: quantity, entry, funding residual", $"{contract.QuantityResidual}, {contract.EntryResidual}, {contract.FundingResidual}")),
            ("verification", report.Verification),
            ("elapsed", $"{report.Timing.ElapsedSeconds.ToString("N1", CultureInfo.InvariantCulture)} s"),
            ("trades cleared durably per second of clearing", report.Timing.TradesPerSecond.ToString("N0", CultureInfo.InvariantCulture)),
            ("trades cleared durably per second overall", report.Timing.TradesPerSecondOverall.ToString("N0", CultureInfo.InvariantCulture)),
            ("time", string.Join(", ", report.Timing.Shares.Select(share => $"{share.Key} {share.Value.ToString("P0", CultureInfo.InvariantCulture)}"))),
        ]);
        if (report.ScenarioVersion is { } scenarios) rows.Add(("scenario set, past days before the replay", $"{scenarios}, {report.PastDays}"));
        output.WriteTable("replay", rows);
        ReplayDaysText.Write(output, report.Days);
        if (report.Defaults is not { } defaults) return;
        ReplayDaysText.WritePath(output, report.Days);
        output.WriteTable("accounts that could not pay", ReplayDefaultsText.Totals(defaults));
    }

    private static DateTimeOffset? ParseTime(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)) return time;
        result.AddError($"'{text}' is no time; write 2021-05-01 or 2021-05-01T12:00:00Z.");
        return null;
    }

    private static int InRange(string option, int value, int least, int most) =>
        value >= least && value <= most ? value : throw new CliException($"{option} must be from {least} to {most}, not {value}.");

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
