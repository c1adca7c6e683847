using System.Globalization;
using Clearinghouse.Cli.Defaults;
using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Units;
using Spectre.Console;

namespace Clearinghouse.Cli.Replay;

/// <summary>Two replays for people, side by side.</summary>
internal static class ReplayComparisonText
{
    /// <summary>The rows of the comparison: what is compared, and the two figures.</summary>
    public static IEnumerable<(string What, string Static, string Adaptive)> Rows(ReplayComparison comparison)
    {
        var (one, other) = (comparison.Static, comparison.Adaptive);
        foreach (var (a, b) in one.Margins.Zip(other.Margins))
        {
            yield return ($"{a.Market}: initial margin, average", Percent(a.AverageInitialMarginRate), Percent(b.AverageInitialMarginRate));
            yield return ($"{a.Market}: initial margin, largest", Percent(a.LargestInitialMarginRate), Percent(b.LargestInitialMarginRate));
            yield return ($"{a.Market}: breaches within a day, long / short, of {a.Days}", $"{a.BreachesLong} / {a.BreachesShort}", $"{b.BreachesLong} / {b.BreachesShort}");
            yield return ($"{a.Market}: worst excess of a breach", Percent(a.WorstExcess), Percent(b.WorstExcess));
            foreach (var level in (BreakerLevel[])[BreakerLevel.Guarded, BreakerLevel.ReduceOnly, BreakerLevel.Halted])
                yield return ($"{a.Market}: hours at {level} within bars", Hours(a, level), Hours(b, level));
        }

        yield return ("margin required, mean of the days", Money(one.Days, day => day.MarginRequired), Money(other.Days, day => day.MarginRequired));
        yield return ("margin calls", Number(one.MarginCalls), Number(other.MarginCalls));
        yield return ("accounts below maintenance, most on an evening", Number(Most(one)), Number(Most(other)));
        yield return ("owed beyond all that accounts have, most on an evening", Whole(Uncovered(one)), Whole(Uncovered(other)));
        if (one.Defaults is { Total: var before } fixedDefaults && other.Defaults is { Total: var after } adaptiveDefaults)
        {
            yield return ("liquidations", Number(before.Liquidations), Number(after.Liquidations));
            yield return ("notional closed for accounts", Whole(before.ClosedNotional), Whole(after.ClosedNotional));
            yield return ("defaults", Number(before.Defaults), Number(after.Defaults));
            foreach (var layer in before.Losses.Keys.Union(after.Losses.Keys).Order()) yield return ($"loss: {DefaultWords.Of(layer)}", Whole(before.LossOf(layer)), Whole(after.LossOf(layer)));
            yield return ("auctions of accounts, bids", $"{Number(before.Auctions.Held)}, {Number(before.Auctions.Bids)}", $"{Number(after.Auctions.Held)}, {Number(after.Auctions.Bids)}");
            yield return ("average concession", ReplayDefaultsText.ConcessionOf(before.Auctions), ReplayDefaultsText.ConcessionOf(after.Auctions));
            foreach (var kind in before.Closed.Keys.Union(after.Closed.Keys).Order()) yield return ($"closed, to {DefaultWords.Of(kind)}", Whole(before.Closed.GetValueOrDefault(kind)), Whole(after.Closed.GetValueOrDefault(kind)));
            yield return ("lost by the pool's own book on what it gave back", Whole(before.BookLoss), Whole(after.BookLoss));
            yield return ("still open in the pool's own book", Whole(fixedDefaults.BookOpenNotional), Whole(adaptiveDefaults.BookOpenNotional));
            yield return ("owed by the pool's own book, and borne by no layer yet", Whole(fixedDefaults.BookShortfall), Whole(adaptiveDefaults.BookShortfall));
        }

        yield return ("trades cleared", Number(one.TradesCleared), Number(other.TradesCleared));
        yield return ("trades refused", Number(one.TradesRefused.Values.Sum()), Number(other.TradesRefused.Values.Sum()));
        yield return ("conservation residual", $"{one.ConservationResidual}", $"{other.ConservationResidual}");
        yield return ("verification", one.Verification, other.Verification);
    }

    /// <summary>Writes the table.</summary>
    public static void Write(CliOutput output, ReplayComparison comparison)
    {
        var table = new Table().Border(TableBorder.Rounded).Title($"{comparison.Static.From:yyyy-MM-dd} to {comparison.Static.To:yyyy-MM-dd}, {Number(comparison.Static.Accounts)} accounts");
        table.AddColumn("");
        foreach (var header in (string[])["fixed rates", "following forecasts"]) table.AddColumn(new TableColumn(header) { Alignment = Justify.Right });
        foreach (var (what, fixedRates, adaptive) in Rows(comparison)) table.AddRow(Markup.Escape(what), fixedRates, adaptive);
        output.DataConsole().Write(table);
    }

    private static int Most(ReplayReport report) => report.Days.Max(day => day.AccountsBelowMaintenance);

    private static Amount Uncovered(ReplayReport report) => report.Days.Max(day => day.UncoveredLosses);

    private static string Hours(ReplayMarketMargin margin, BreakerLevel level) => margin.BreakerHours.GetValueOrDefault(level).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Money(IReadOnlyList<ReplayDay> days, Func<ReplayDay, Amount> of) => days.Average(day => of(day).ToDouble()).ToString("N0", CultureInfo.InvariantCulture);

    private static string Whole(Amount amount) => amount.ToDouble().ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
