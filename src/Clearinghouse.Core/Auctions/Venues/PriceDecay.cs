using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Auctions.Venues;

/// <summary>The ways in which the price of a Dutch auction falls at Maker (dss, abaci.sol).</summary>
public static class PriceDecay
{
    /// <summary>In a straight line to nothing.</summary>
    /// <param name="startPrice">Not negative.</param>
    /// <param name="elapsedSeconds">Not negative.</param>
    /// <param name="durationSeconds">Positive.</param>
    public static Rational Linear(Rational startPrice, Rational elapsedSeconds, Rational durationSeconds)
    {
        Check(startPrice, elapsedSeconds);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(durationSeconds, Rational.Zero);
        return startPrice * Rational.Max(Rational.Zero, 1 - (elapsedSeconds / durationSeconds));
    }

    /// <summary>By the same factor every so many seconds, in between not at all. In floating point: exact powers grow without bound.</summary>
    /// <param name="startPrice">Not negative.</param>
    /// <param name="elapsedSeconds">Not negative.</param>
    /// <param name="cut">From 0 to 1.</param>
    /// <param name="stepSeconds">Positive.</param>
    public static Rational StairStep(Rational startPrice, Rational elapsedSeconds, double cut, Rational stepSeconds)
    {
        Check(startPrice, elapsedSeconds);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(stepSeconds, Rational.Zero);
        return startPrice * Factor(cut, (elapsedSeconds / stepSeconds).FloorTo(1).ToDouble());
    }

    /// <summary>By the same factor every second. In floating point.</summary>
    /// <param name="startPrice">Not negative.</param>
    /// <param name="elapsedSeconds">Not negative.</param>
    /// <param name="cut">From 0 to 1, per second.</param>
    public static Rational Exponential(Rational startPrice, Rational elapsedSeconds, double cut)
    {
        Check(startPrice, elapsedSeconds);
        return startPrice * Factor(cut, elapsedSeconds.ToDouble());
    }

    private static Rational Factor(double cut, double times)
    {
        if (!(cut is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(cut), cut, "A cut is from 0 to 1.");
        return Rational.FromDouble(Math.Pow(cut, times));
    }

    private static void Check(Rational startPrice, Rational elapsedSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(startPrice, Rational.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(elapsedSeconds, Rational.Zero);
    }
}
