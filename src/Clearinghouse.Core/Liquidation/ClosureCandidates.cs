using System.Collections.Immutable;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>What may be closed together: every position; and in a portfolio, where positions hedge one another, also pairs that do, all positions of a market, and all there are.</summary>
internal static class ClosureCandidates
{
    private const int MostPaired = 12;
    private const int MostPairs = 8;

    /// <summary>The places, in the margin input, of the positions of each candidate; single ones first, in order.</summary>
    public static ImmutableArray<ImmutableArray<int>> Of(LiquidationBook book)
    {
        ImmutableArray<int> open = [.. OpenOf(book).Where(exposure => FaultOf(book, exposure) is null)];
        var sets = open.Select(exposure => ImmutableArray.Create(exposure)).ToList();
        if (book.Input.Terms.Mode != MarginMode.Portfolio || open.Length < 2) return [.. sets];
        if (open.Length <= MostPaired) sets.AddRange(HedgedPairs(book, open));
        sets.AddRange(open.GroupBy(exposure => book.Input.Exposures[exposure].Market).Where(market => market.Skip(1).Any()).Select(market => market.ToImmutableArray()));
        sets.Add(open);
        return [.. sets.DistinctBy(set => string.Join(' ', set))];
    }

    /// <summary>Positions that are not flat.</summary>
    public static IEnumerable<int> OpenOf(LiquidationBook book) => Enumerable.Range(0, book.Input.Exposures.Length).Where(exposure => !book.LeftOf(exposure).IsZero);

    /// <summary>Why a position can't be closed at all; null when it can.</summary>
    public static RejectionReason? FaultOf(LiquidationBook book, int exposure)
    {
        var held = book.Input.Exposures[exposure];
        if (held.Contract.Status == ContractStatus.Expired) return RejectionReason.Expired;
        if (book.Markets.Find(exposure) is not { DepthNotional.IsPositive: true } market) return RejectionReason.DepthUnknown;
        return market.IsMarkReliable ? null : RejectionReason.MarkUnreliable;
    }

    /// <summary>Pairs that together need no more than the larger of the two by itself: those that hedge one another best, in order.</summary>
    private static IEnumerable<ImmutableArray<int>> HedgedPairs(LiquidationBook book, ImmutableArray<int> open)
    {
        var alone = open.ToDictionary(exposure => exposure, exposure => RiskOf(book, exposure));
        var pairs = from i in Enumerable.Range(0, open.Length)
                    from j in Enumerable.Range(i + 1, open.Length - i - 1)
                    let larger = Math.Max(alone[open[i]], alone[open[j]])
                    let together = RiskOf(book, open[i], open[j])
                    where together <= larger
                    orderby larger - together descending
                    select ImmutableArray.Create(open[i], open[j]);
        return pairs.Take(MostPairs);
    }

    private static double RiskOf(LiquidationBook book, params ImmutableArray<int> exposures) =>
        LiquidationBook.Of(book.Request with { Input = book.Input with { Exposures = [.. exposures.Select(exposure => book.Input.Exposures[exposure])] } }).Standing.Risk.ToDouble();
}
