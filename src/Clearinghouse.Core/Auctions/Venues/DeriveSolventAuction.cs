using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Auctions.Venues;

/// <summary>
/// How much of a solvent portfolio may be sold, and for what: just so much that its maintenance requirement, with a buffer, is met again (Derive, DutchAuction.sol). Net values are signed: a value below zero is short of its requirement.
/// </summary>
/// <param name="MarkToMarket">What the account is worth; positive.</param>
/// <param name="MaintenanceMargin">Its net value by maintenance margin; negative for an account in liquidation.</param>
/// <param name="BufferFraction">How much of the distance between the two is sold on top; not negative.</param>
/// <param name="FullLiquidationCutoff">An account worth less is sold whole; null for none.</param>
public sealed record DeriveSolventAuction(Rational MarkToMarket, Rational MaintenanceMargin, Rational BufferFraction, Rational? FullLiquidationCutoff = null)
{
    /// <summary>Maintenance margin with its buffer, as a net value.</summary>
    public Rational BufferMargin => MaintenanceMargin + (BufferFraction * (MaintenanceMargin - MarkToMarket));

    /// <summary>The largest share of the portfolio that may be taken, from 0 to 1; 0 for an account that meets its buffered requirement.</summary>
    /// <param name="discount">The share of value that is paid; from 0 to 1.</param>
    /// <param name="reservedCash">What earlier bids paid and the account holds; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The account is not solvent, or a number is out of range.</exception>
    public Rational MaximumFraction(Rational discount, Rational reservedCash)
    {
        var restoring = RestoringFraction(discount, reservedCash);
        return restoring.Sign > 0 && MarkToMarket < FullLiquidationCutoff ? Rational.One : restoring;
    }

    /// <summary>What a bidder takes of what it wants.</summary>
    /// <param name="wanted">The share it asks for; not negative.</param>
    /// <param name="discount">As <see cref="MaximumFraction"/>.</param>
    /// <param name="reservedCash">As <see cref="MaximumFraction"/>.</param>
    public Rational TakenFraction(Rational wanted, Rational discount, Rational reservedCash)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wanted, Rational.Zero);
        return Rational.Min(wanted, MaximumFraction(discount, reservedCash));
    }

    /// <summary>What a bidder pays for a share: reserved cash is not for sale.</summary>
    public Rational BidPrice(Rational taken, Rational discount, Rational reservedCash) => (MarkToMarket - reservedCash) * discount * taken;

    /// <summary>What the account pays once, when its auction starts: a rate of what would be sold without any discount.</summary>
    /// <param name="feeRate">Not negative.</param>
    public Rational Fee(Rational feeRate) => feeRate * MarkToMarket * RestoringFraction(Rational.One, Rational.Zero);

    private Rational RestoringFraction(Rational discount, Rational reservedCash)
    {
        Check(MarkToMarket, BufferFraction);
        ArgumentOutOfRangeException.ThrowIfLessThan(discount, Rational.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(discount, Rational.One);
        ArgumentOutOfRangeException.ThrowIfLessThan(reservedCash, Rational.Zero);
        var buffer = BufferMargin;
        return buffer.Sign >= 0 ? Rational.Zero : Rational.Min(Rational.One, buffer / (buffer - (MarkToMarket * discount) - (reservedCash * (1 - discount))));
    }

    private static void Check(Rational markToMarket, Rational bufferFraction)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(markToMarket, Rational.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferFraction, Rational.Zero);
    }
}
