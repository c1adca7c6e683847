using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Marks;

/// <summary>What a source last said, and how long ago.</summary>
/// <param name="Price">In quote currency per unit; signed.</param>
/// <param name="Weight">A pure number, 0 or more; only its size relative to the other weights matters.</param>
/// <param name="AgeSeconds">Seconds since the source said so; 0 or more.</param>
public readonly record struct AgedPrice(Rational Price, Rational Weight, Rational AgeSeconds);
