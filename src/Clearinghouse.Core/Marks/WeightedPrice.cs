using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Marks;

/// <summary>A price with the weight it has beside others.</summary>
/// <param name="Price">In quote currency per unit; signed.</param>
/// <param name="Weight">A pure number, 0 or more; only its size relative to the other weights matters.</param>
public readonly record struct WeightedPrice(Rational Price, Rational Weight);
