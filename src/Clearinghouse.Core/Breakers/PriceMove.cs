using System.Runtime.InteropServices;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Breakers;

/// <summary>How far a price moved.</summary>
/// <param name="From">The price it moved from.</param>
/// <param name="Fraction">The distance as a fraction of that price, cut to parts per million; not negative, whatever the direction.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PriceMove(Price From, Ratio Fraction)
{
    /// <summary>No move.</summary>
    public static PriceMove None(Price price) => new(price, Ratio.Zero);
}
