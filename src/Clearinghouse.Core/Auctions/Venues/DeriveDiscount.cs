using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Auctions.Venues;

/// <summary>What share of its value a bidder pays for a solvent portfolio: falls fast first, then slowly to nothing (Derive, DutchAuction.sol).</summary>
/// <param name="Start">At the beginning; from the cutoff to 1.</param>
/// <param name="Cutoff">Where the slow fall begins; from 0.</param>
/// <param name="FastSeconds">How long the fast fall takes; not negative.</param>
/// <param name="SlowSeconds">How long the slow fall takes; positive.</param>
public sealed record DeriveDiscount(Rational Start, Rational Cutoff, Rational FastSeconds, Rational SlowSeconds)
{
    /// <summary>The share after so many seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time or a parameter is out of range.</exception>
    public Rational At(Rational elapsedSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(elapsedSeconds, Rational.Zero);
        Check(Start, Cutoff, FastSeconds, SlowSeconds);
        if (elapsedSeconds < FastSeconds) return Start - ((Start - Cutoff) * elapsedSeconds / FastSeconds);
        return Rational.Max(Rational.Zero, Cutoff * (1 - ((elapsedSeconds - FastSeconds) / SlowSeconds)));
    }

    private static void Check(Rational start, Rational cutoff, Rational fastSeconds, Rational slowSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fastSeconds, Rational.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(slowSeconds, Rational.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(cutoff, Rational.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(start, cutoff);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Rational.One);
    }
}
