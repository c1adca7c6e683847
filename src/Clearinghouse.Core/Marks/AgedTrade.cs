using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Marks;

/// <summary>A trade of the market's own, and how long ago it was.</summary>
/// <param name="Price">In quote currency per unit; signed.</param>
/// <param name="Quantity">Contracts traded; 0 or more, the side does not matter.</param>
/// <param name="AgeSeconds">Seconds since the trade; 0 or more.</param>
public readonly record struct AgedTrade(Rational Price, Rational Quantity, Rational AgeSeconds);
