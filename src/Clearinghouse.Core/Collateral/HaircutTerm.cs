using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Collateral;

/// <summary>One part of what collateral counts less for.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Amount">How much, in money; above 0.</param>
public sealed record HaircutTerm(HaircutReason Reason, Amount Amount);
