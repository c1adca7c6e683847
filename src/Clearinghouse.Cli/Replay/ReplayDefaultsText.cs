using System.Globalization;
using Clearinghouse.Cli.Defaults;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Cli.Replay;

/// <summary>What became of accounts that could not pay, in words: the same in text and on pages.</summary>
internal static class ReplayDefaultsText
{
    private const int MostLeverage = 1_000;
    private const int MostPart = 100;

    /// <summary>Headers of <see cref="DeleveragingRows"/>.</summary>
    public static IReadOnlyList<string> DeleveragingHeaders { get; } =
        ["default", "when", "deficit", "given up", "accounts touched: rule / queue", "left worse margined", "largest part of an equity given", "highest leverage left", "certificate"];

    /// <summary>Everything that is one figure.</summary>
    public static IEnumerable<(string Label, string Value)> Totals(ReplayDefaults defaults)
    {
        var (terms, total) = (defaults.Terms, defaults.Total);
        yield return ("behind defaults: funds / backstops, of traders' capital", $"{Share(terms.Fund)} / {Share(terms.Backstop)}");
        yield return ("auctions / liquidators, of traders' capital", terms.HoldsAuctions ? $"held / {Share(terms.Liquidators)}" : "none");
        yield return ("over-levered traders / their leverage / calm depth, of traders' capital", $"{Share(terms.OverLevered)} / {terms.Leverage.ToString("0.#", CultureInfo.InvariantCulture)} / {Share(terms.Depth)}");
        yield return ("liquidations / accounts that recovered", $"{Number(total.Liquidations)} / {Number(total.Recoveries)}");
        foreach (var (kind, notional) in total.Closed) yield return ($"notional closed, to {DefaultWords.Of(kind)}", DefaultWords.Money(notional));
        if (terms.HoldsAuctions)
        {
            yield return ("auctions of accounts / bids / average concession", AuctionsOf(total.Auctions));
            yield return ("auctions of the pool's own book / bids / average concession", AuctionsOf(total.Unwinding));
            yield return ("notional that the pool's own book gave back", DefaultWords.Money(total.Unwinding.Sold));
        }

        yield return ("penalties", DefaultWords.Money(total.Penalties));
        yield return ("defaults / their losses", $"{Number(total.Defaults)} / {DefaultWords.Money(total.Loss - total.BookLoss)}");
        if (terms.HoldsAuctions) yield return ("losses of the pool's own book on what it gave back", DefaultWords.Money(total.BookLoss));
        foreach (var (layer, loss) in total.Losses.Where(part => part.Key != WaterfallLayerKind.Uncovered)) yield return ($"borne by {DefaultWords.Of(layer)}", $"{DefaultWords.Money(loss)}, {DefaultWords.Share(loss, total.Loss)}");
        yield return ("uncovered", DefaultWords.Money(total.Uncovered));
        yield return ("the pool's own book: still open / owed at the marks, and borne by no layer yet / gained", $"{DefaultWords.Money(defaults.BookOpenNotional)} / {DefaultWords.Money(defaults.BookShortfall)} / {DefaultWords.Money(defaults.BookGain)}");
        foreach (var kind in (TakerKind[])[TakerKind.Bidder, TakerKind.Backstop])
            if (defaults.Of(kind) is { Deposited.IsPositive: true } all) yield return ($"{(kind == TakerKind.Bidder ? "liquidators" : "backstops")}: began with / have", $"{DefaultWords.Money(all.Deposited)} / {DefaultWords.Money(all.Equity)}");
        if (defaults.RestOfMarket is { Equity: { } equity } rest) yield return ("the rest of the market: gained or lost on what it took up / holds", $"{DefaultWords.Money(equity - rest.Deposited)} / {DefaultWords.Money(rest.OpenNotional)}");
        foreach (var taker in defaults.Takers) yield return ($"{taker.Account}: began with / has / holds", $"{DefaultWords.Money(taker.Deposited)} / {DefaultWords.Money(taker.Equity)} / {DefaultWords.Money(taker.OpenNotional)}{(taker.State == Core.Liquidation.AccountRiskState.Healthy ? "" : $", {taker.State}")}");
        if (defaults.Deleveragings.Count == 0) yield break;
        yield return ("deleveragings / accounts touched by the rule / by the queue", $"{Number(defaults.Deleveragings.Count)} / {Sum(defaults, outcome => outcome.Touched)}");
        yield return ("left worse margined by the rule / by the queue", Sum(defaults, outcome => outcome.WorseMargined));
        yield return ("largest part of an equity given: rule / queue", $"{Part(defaults.Deleveragings.Max(one => one.Comparison.Minimax.LargestHaircutFraction))} / {Part(defaults.Deleveragings.Max(one => one.Comparison.Queue.LargestHaircutFraction))}");
    }

    /// <summary>One deleveraging after the other.</summary>
    public static IEnumerable<string[]> DeleveragingRows(ReplayDefaults defaults) => defaults.Deleveragings.Select(one => (string[])
    [
        one.Default.Value,
        DefaultWords.Time(one.At),
        DefaultWords.Money(one.Deficit),
        DefaultWords.Money(one.Given),
        $"{Number(one.Comparison.Minimax.Touched)} / {Number(one.Comparison.Queue.Touched)}",
        $"{Number(one.Comparison.Minimax.WorseMargined)} / {Number(one.Comparison.Queue.WorseMargined)}",
        $"{Part(one.Comparison.Minimax.LargestHaircutFraction)} / {Part(one.Comparison.Queue.LargestHaircutFraction)}",
        $"{Leverage(one.Comparison.Minimax.HighestLeverage)} / {Leverage(one.Comparison.Queue.HighestLeverage)}",
        one.CertificateHolds ? "holds" : "does not hold",
    ]);

    /// <summary>Auctions held, bids, and what bidders were given of the notional they took.</summary>
    private static string AuctionsOf(AuctionTally auctions) => $"{Number(auctions.Held)} / {Number(auctions.Bids)} / {ConcessionOf(auctions)}";

    /// <summary>What bidders were given on average; nothing where they took nothing.</summary>
    public static string ConcessionOf(AuctionTally auctions) => auctions.AverageConcession?.ToString("P2", CultureInfo.InvariantCulture) ?? "none";

    private static string Sum(ReplayDefaults defaults, Func<DeleveragingOutcome, int> of) => $"{Number(defaults.Deleveragings.Sum(one => of(one.Comparison.Minimax)))} / {Number(defaults.Deleveragings.Sum(one => of(one.Comparison.Queue)))}";

    /// <summary>Of an account with hardly any equity left, the digits say nothing.</summary>
    private static string Leverage(double leverage) => leverage > MostLeverage ? $"over {Number(MostLeverage)}" : leverage.ToString("N1", CultureInfo.InvariantCulture);

    /// <summary>A part of an equity; where there was hardly any, the digits say nothing.</summary>
    private static string Part(double part) => part > MostPart ? $"over {Number(MostPart)} times" : Share(part);

    private static string Share(double share) => share.ToString("P1", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
