using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>What closing a set of positions, or a part of it, is good for.</summary>
/// <param name="set">The positions.</param>
/// <param name="parts">How many parts were looked at; 0 when none could be.</param>
/// <param name="standing">What the margin engine says after them; null when none could be looked at.</param>
/// <param name="reason">Why they are not closed; null when they may be.</param>
/// <param name="after">Makes the book after them.</param>
internal sealed class ClosureFinding(ClosureSet set, long parts, AccountStanding? standing, RejectionReason? reason, Func<long, LiquidationBook> after)
{
    public ClosureSet Set => set;

    public AccountStanding? Standing => standing;

    public RejectionReason? Reason => reason;

    /// <summary>The book after; null when none could be looked at. Most findings are compared and left.</summary>
    public LiquidationBook? After => standing is null ? null : field ??= after(parts);

    /// <summary>What is closed, by position.</summary>
    public ImmutableArray<(int Exposure, Quantity Closed)> Closures => set.Between(parts);
}
