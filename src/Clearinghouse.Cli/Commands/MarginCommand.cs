using System.CommandLine;
using Clearinghouse.Cli.Databases;
using Clearinghouse.Cli.Margin;
using Clearinghouse.Cli.Scenarios;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Margin.Venues.Comparison;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Commands;

/// <summary><c>clearinghouse margin</c>: how much, why, and what if.</summary>
internal static class MarginCommand
{
    public static Command Make(CliOutput output)
    {
        var command = new Command(
            "margin",
            """
            How much margin an account needs, why, and what a trade would change: by the code that checks real trades, from a database, without a cluster.

            Examples:
              clearinghouse margin explain alice --database clearinghouse.db
              clearinghouse margin explain alice --mode portfolio --database clearinghouse.db
              clearinghouse margin liquidation alice --target Initial --database clearinghouse.db
              clearinghouse margin simulate alice --trade BTC:BTC-PERP:-0.5 --database clearinghouse.db --json
              clearinghouse margin compare --portfolio docs/examples/portfolio.json
            """);
        command.Subcommands.Add(MakeExplain(output));
        command.Subcommands.Add(MakeSimulate(output));
        command.Subcommands.Add(MakeLiquidation(output));
        command.Subcommands.Add(MakeCompare(output));
        return command;
    }

    private static Command MakeExplain(CliOutput output)
    {
        var (account, mode, scenarios, database, json) = (AccountArgument(), ModeOption(), ScenariosOption.Make(), new DatabaseOption(), JsonOption.Make());
        var command = new Command("explain", "Margin to the last term, with the price at which each market alone would leave the account short.") { account, mode, scenarios, json };
        database.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var opened = await database.OpenAsync(parsed, cancellation);
            var found = await AccountFromJournals.ReadAsync(opened.Store, AccountOf(parsed.GetValue(account)), [], ScenariosOption.Read(parsed.GetValue(scenarios)), cancellation);
            var input = InputOf(found, parsed.GetValue(mode));
            var (statement, points) = (MarginPolicies.Default.Evaluate(input), LiquidationSearch.Find(input, MarginPolicies.Default));
            if (parsed.GetValue(json)) output.WriteJson(new { schema = "clearinghouse.margin-explain/1", statement, points });
            else MarginText.Write(output, statement, points);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command MakeSimulate(CliOutput output)
    {
        var (account, scenarios, database, json) = (AccountArgument(), ScenariosOption.Make(), new DatabaseOption(), JsonOption.Make());
        var trade = new Option<string>("--trade") { Description = "One side of a trade; negative quantities sell; without a price at the mark", HelpName = "MARKET:CONTRACT:QUANTITY[@PRICE]", Required = true };
        var command = new Command("simulate", "What a trade would mean for an account. Exit 3 when margin would be refused.") { account, trade, scenarios, json };
        database.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var asked = TradeText.Parse(parsed.GetValue(trade)!);
            await using var opened = await database.OpenAsync(parsed, cancellation);
            var found = await AccountFromJournals.ReadAsync(opened.Store, AccountOf(parsed.GetValue(account)), [asked.Market], ScenariosOption.Read(parsed.GetValue(scenarios)), cancellation);
            var fill = FillOf(found, asked);
            var before = MarginPolicies.Default.Evaluate(InputOf(found, null));

            // Judged at the time of the market's newest price: a database that lies still has no stale prices.
            var now = found.Find(asked.Market)!.ObservedAt;
            var (after, refusal) = AccountDecider.Simulate(found.Ledger, found.Book, fill, found, MarginPolicies.Default, now);
            if (parsed.GetValue(json))
            {
                output.WriteJson(new { schema = "clearinghouse.margin-simulate/1", granted = refusal is null, refusal, before, after });
            }
            else
            {
                MarginText.Write(output, after!, []);
                output.WriteTable("before, for comparison", MarginText.Totals(before));
                if (refusal is not null) await output.Talk.WriteLineAsync($"clearinghouse: refused: {refusal.Code} ({(int)refusal.Code}), required {refusal.Required}, available {refusal.Available}");
            }

            return refusal is null ? ExitCodes.Done : ExitCodes.Refused;
        });
        return command;
    }

    private static Command MakeLiquidation(CliOutput output)
    {
        var (account, mode, scenarios, database, json) = (AccountArgument(), ModeOption(), ScenariosOption.Make(), new DatabaseOption(), JsonOption.Make());
        var target = new Option<LiquidationTarget>("--target") { Description = "What is restored: Maintenance margin and a tenth, or Initial margin", DefaultValueFactory = _ => LiquidationTarget.Maintenance };
        var command = new Command("liquidation", "What would be closed to bring an account back to its target at the least expected cost, and what was rejected instead.") { account, target, mode, scenarios, json };
        database.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var opened = await database.OpenAsync(parsed, cancellation);
            var found = await AccountFromJournals.ReadAsync(opened.Store, AccountOf(parsed.GetValue(account)), [], ScenariosOption.Read(parsed.GetValue(scenarios)), cancellation);
            var input = InputOf(found, parsed.GetValue(mode));

            // Judged at the time of the newest price: a database that lies still has no stale prices.
            var now = input.Exposures.IsEmpty ? default : input.Exposures.Max(exposure => exposure.Snapshot.ObservedAt);
            var plan = LiquidationPlanner.Plan(LiquidationRequest.Of(input, MarginPolicies.Default, new LiquidationTerms { Target = parsed.GetValue(target) }, now));
            if (parsed.GetValue(json)) output.WriteJson(new { schema = "clearinghouse.liquidation-plan/1", plan, plan.ExpectedCost, plan.ExpectedShortfall });
            else LiquidationText.Write(output, plan);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command MakeCompare(CliOutput output)
    {
        var file = new Option<string>("--portfolio") { Description = "A book as JSON; docs/examples/portfolio.json shows the format", HelpName = "FILE", Required = true };
        var (scenarios, json) = (ScenariosOption.Make(), JsonOption.Make());
        var command = new Command("compare", "What a book costs by the rules of known venues, with its legs together and margined apart by venue, and what this pool asks.") { file, scenarios, json };
        command.SetAction(parsed =>
        {
            var book = PortfolioFile.Read(parsed.GetValue(file)!);
            var rows = MarginComparison.Of(book, ScenariosOption.Read(parsed.GetValue(scenarios)));
            if (parsed.GetValue(json)) output.WriteJson(new { schema = "clearinghouse.margin-compare/1", legs = book.Legs.Count(), venues = book.Venues, rules = rows });
            else ComparisonText.Write(output, book, rows);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Argument<string> AccountArgument() => new("ACCOUNT") { Description = "The account's id" };

    private static Option<MarginMode?> ModeOption() => new("--mode") { Description = "As if the account were margined so; without it as it is" };

    private static AccountId AccountOf(string? text) => AccountId.TryCreate(text, out var account) ? account : throw new CliException($"'{text}' is no account id.");

    private static MarginInput InputOf(AccountFromJournals found, MarginMode? mode)
    {
        var terms = mode is { } asked ? found.Ledger.Terms with { Mode = asked } : null;
        return ExposureBuilder.Build(found.Ledger, found.Book.All, found, out var missing, terms: terms)
            ?? throw new CliException(ExitCodes.NotFound, $"Market '{missing}' has no price in this database.");
    }

    private static Reservation FillOf(AccountFromJournals found, TradeText asked)
    {
        if (found.Find(asked.Market)?.Find(asked.Contract) is not { } listed)
            throw new CliException(ExitCodes.NotFound, $"There is no contract '{asked.Contract}' with a price in market '{asked.Market}'.");
        var price = asked.Price ?? listed.MarkPrice;
        return new Reservation
        {
            Market = asked.Market,
            Pool = found.Ledger.Pool.GetValueOrDefault(),
            Trade = new TradeKey(VenueId.Create("simulation"), TradeId.Create("simulated")),
            Contract = asked.Contract,
            Quantity = asked.Quantity,
            Price = price,
            Fee = listed.Contract.ValueOf(asked.Quantity, price).Abs().Times(found.Find(asked.Market)!.Parameters.FeeRate, Rounding.Ceiling),
            LapsesAt = DateTimeOffset.UnixEpoch,
        };
    }
}
