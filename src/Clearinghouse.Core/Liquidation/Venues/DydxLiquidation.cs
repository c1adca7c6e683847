using System.Numerics;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation.Venues;

/// <summary>At which prices dYdX v4 closes a position, and what it charges (protocol/x/clob/keeper/liquidations.go).</summary>
public static class DydxLiquidation
{
    /// <summary>The quote amount, in money quanta, that leaves the account with just its share of zero equity when a position is closed; positive: the account receives. Rounded up.</summary>
    /// <param name="netCollateral">Of the account.</param>
    /// <param name="totalMaintenance">Of the account; positive.</param>
    /// <param name="deltaNotional">The change of its signed notional by the closing: negative for a long.</param>
    /// <param name="deltaMaintenance">The change of its maintenance requirement.</param>
    /// <exception cref="DivideByZeroException">The account has no requirement.</exception>
    public static BigInteger BankruptcyQuote(BigInteger netCollateral, BigInteger totalMaintenance, BigInteger deltaNotional, BigInteger deltaMaintenance)
    {
        var share = (Rational.FromInteger(netCollateral * BigInteger.Abs(deltaMaintenance)) / Rational.FromInteger(totalMaintenance)).FloorTo(1);
        return -deltaNotional - share.Numerator;
    }

    /// <summary>The price at which a position may be filled: from the oracle's, when the account is just short, towards a spread of its maintenance requirement when it has nothing left.</summary>
    /// <param name="signedNotional">At the oracle's price; negative short.</param>
    /// <param name="signedQuantity">Negative short; not zero.</param>
    /// <param name="positionMaintenance">Of the position.</param>
    /// <param name="netCollateral">Of the account.</param>
    /// <param name="totalMaintenance">Of the account; positive.</param>
    /// <param name="aggressiveness">How soon the spread opens.</param>
    /// <param name="spreadMultiplier">How far.</param>
    /// <exception cref="DivideByZeroException">There is no position, or no requirement.</exception>
    public static Rational FillablePrice(
        Rational signedNotional, Rational signedQuantity, Rational positionMaintenance, Rational netCollateral, Rational totalMaintenance, Rational aggressiveness, Rational spreadMultiplier)
    {
        var opened = Rational.Clamp(aggressiveness * (1 - (netCollateral / totalMaintenance)), Rational.Zero, Rational.One);
        return (signedNotional - (opened * spreadMultiplier * positionMaintenance)) / signedQuantity;
    }

    /// <summary>What the account pays to the insurance fund: no more than the fill brought beyond the bankruptcy price.</summary>
    /// <param name="notional">What the largest fee is a share of.</param>
    /// <param name="maximumFeeFraction">That share.</param>
    /// <param name="fillNotional">What the fill was worth.</param>
    /// <param name="bankruptcyNotional">What the position is worth at its bankruptcy price.</param>
    /// <param name="closesLong">Whether a long is closed.</param>
    /// <returns>Not negative.</returns>
    public static Rational Fee(Rational notional, Rational maximumFeeFraction, Rational fillNotional, Rational bankruptcyNotional, bool closesLong) =>
        Rational.Min(notional * maximumFeeFraction, Rational.Max(Rational.Zero, closesLong ? fillNotional - bankruptcyNotional : bankruptcyNotional - fillNotional));
}
