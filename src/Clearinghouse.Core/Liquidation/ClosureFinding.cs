using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>What closing a set of positions, or a part of it, is good for.</summary>
/// <param name="Set">The positions.</param>
/// <param name="Parts">How many parts were looked at; 0 when none could be.</param>
/// <param name="After">The book after them; null when none could be looked at.</param>
/// <param name="Reason">Why they are not closed; null when they may be.</param>
internal sealed record ClosureFinding(ClosureSet Set, long Parts, LiquidationBook? After, RejectionReason? Reason)
{
    /// <summary>What is closed, by position.</summary>
    public ImmutableArray<(int Exposure, Quantity Closed)> Closures => Set.Between(Parts);
}
