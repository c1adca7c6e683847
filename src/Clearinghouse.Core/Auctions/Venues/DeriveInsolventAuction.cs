using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Auctions.Venues;

/// <summary>What the pool pays whoever takes an insolvent portfolio over: from what it owes up to its whole maintenance requirement, in a straight line (Derive, DutchAuction.sol).</summary>
/// <param name="MarkToMarket">What the account is worth; negative when it owes more than it has.</param>
/// <param name="MaintenanceMargin">Its net value by maintenance margin; nothing is paid unless that is negative.</param>
/// <param name="LengthSeconds">Until the whole is paid; positive.</param>
public sealed record DeriveInsolventAuction(Rational MarkToMarket, Rational MaintenanceMargin, Rational LengthSeconds)
{
    /// <summary>For a share of the account, after so many seconds; not negative.</summary>
    /// <param name="elapsedSeconds">Not negative.</param>
    /// <param name="taken">From 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public Rational Payout(Rational elapsedSeconds, Rational taken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(elapsedSeconds, Rational.Zero);
        Check(LengthSeconds);
        ArgumentOutOfRangeException.ThrowIfLessThan(taken, Rational.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(taken, Rational.One);
        if (MaintenanceMargin.Sign >= 0) return Rational.Zero;
        var (first, last) = (-Rational.Min(MarkToMarket, Rational.Zero), -MaintenanceMargin);
        return (first + ((last - first) * Rational.Min(Rational.One, elapsedSeconds / LengthSeconds))) * taken;
    }

    private static void Check(Rational lengthSeconds) => ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lengthSeconds, Rational.Zero);
}
