using Clearinghouse.Cli.Defaults;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Replay;

/// <summary>What became of accounts that could not pay in a replay.</summary>
/// <param name="Terms">How they were dealt with, and how much stood behind them.</param>
/// <param name="Fund">House capital, insurance and contributions of the venues together.</param>
/// <param name="Total">All days together.</param>
/// <param name="Takers">The liquidators, the backstops, then the pool's own book, at the end.</param>
/// <param name="Deleveragings">Each beside the usual queue on the same event.</param>
public sealed record ReplayDefaults(ReplayDefaultOptions Terms, Amount Fund, PathDay Total, IReadOnlyList<ReplayTaker> Takers, IReadOnlyList<DeleveragingEvent> Deleveragings)
{
    /// <summary>The rest of the market: what it lost on what it took up was lost outside; null where nobody trades away to it.</summary>
    public ReplayTaker? RestOfMarket { get; init; }

    /// <summary>What the pool's own book owes at the marks beyond all that it has: a loss that no layer has borne yet, because not all that was taken over is given back. Not negative.</summary>
    public Amount BookShortfall => Amount.Max(Amount.Zero, -BookEquity);

    /// <summary>What the pool's own book has gained on what it took over, at the marks: it stays in it and bears its next loss. Not negative.</summary>
    public Amount BookGain => Amount.Max(Amount.Zero, BookEquity);

    /// <summary>Notional that the pool's own book has not given back, at the marks, without sign.</summary>
    public Amount BookOpenNotional => Takers.FirstOrDefault(taker => taker.Kind == TakerKind.Book)?.OpenNotional ?? Amount.Zero;

    private Amount BookEquity => Takers.FirstOrDefault(taker => taker.Kind == TakerKind.Book)?.Equity ?? Amount.Zero;

    /// <summary>All takers of a kind, before and after; zeros where there are none.</summary>
    public (Amount Deposited, Amount Equity) Of(TakerKind kind) => Takers
        .Where(taker => taker.Kind == kind)
        .Aggregate((Deposited: Amount.Zero, Equity: Amount.Zero), (sum, taker) => (sum.Deposited + taker.Deposited, sum.Equity + (taker.Equity ?? Amount.Zero)));
}
