using Clearinghouse.Cli.Defaults;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Replay;

/// <summary>What became of accounts that could not pay in a replay.</summary>
/// <param name="Terms">How they were dealt with, and how much stood behind them.</param>
/// <param name="Fund">House capital, insurance and contributions of the venues together.</param>
/// <param name="Total">All days together.</param>
/// <param name="Takers">The backstops, then the pool's own book, at the end.</param>
/// <param name="Deleveragings">Each beside the usual queue on the same event.</param>
public sealed record ReplayDefaults(ReplayDefaultOptions Terms, Amount Fund, PathDay Total, IReadOnlyList<ReplayTaker> Takers, IReadOnlyList<DeleveragingEvent> Deleveragings)
{
    /// <summary>What the pool's own book owes beyond all that it has: a loss that no layer has borne, because positions that were taken over at the mark went on losing. Not negative.</summary>
    public Amount BookShortfall => Takers is [.., { Equity: { } equity }] ? Amount.Max(Amount.Zero, -equity) : Amount.Zero;
}
