using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Waterfall.Venues;

/// <summary>Drift's: a loss that insurance did not cover is charged to all open positions of the market alike, by quantity.</summary>
public static class DriftLossSharing
{
    /// <summary>What each unit held, long or short, is charged: loss / (long + short), rounded up to the quantum, so that never less than the loss is collected.</summary>
    /// <param name="loss">Not negative.</param>
    /// <param name="longQuantity">Not negative.</param>
    /// <param name="shortQuantity">Not negative.</param>
    /// <param name="quantum">The step of the charge; 0 for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <exception cref="DivideByZeroException">Nobody holds anything.</exception>
    public static Rational ChargePerUnit(Rational loss, Rational longQuantity, Rational shortQuantity, Rational quantum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(loss, Rational.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(longQuantity, Rational.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(shortQuantity, Rational.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(quantum, Rational.Zero);
        return -(-(loss / (longQuantity + shortQuantity))).FloorTo(quantum);
    }
}
