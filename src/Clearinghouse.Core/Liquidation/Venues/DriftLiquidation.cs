using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation.Venues;

/// <summary>How much Drift liquidates, and for which fee (protocol-v2, math/liquidation.rs).</summary>
public static class DriftLiquidation
{
    /// <summary>How much of a perpetual position brings an account back to its requirement: all of it where closing a part restores nothing.</summary>
    /// <param name="shortage">What is missing; not negative.</param>
    /// <param name="price">Of the position; positive.</param>
    /// <param name="quotePrice">What the money of account is worth; positive.</param>
    /// <param name="marginRatio">Freed per notional closed.</param>
    /// <param name="liquidationFee">Of notional, to the liquidator.</param>
    /// <param name="insuranceFee">Of notional, to the insurance fund.</param>
    /// <param name="positionQuantity">Signed.</param>
    /// <returns>Not negative.</returns>
    public static Rational PerpetualQuantity(
        Rational shortage, Rational price, Rational quotePrice, Rational marginRatio, Rational liquidationFee, Rational insuranceFee, Rational positionQuantity) =>
        AtMost(positionQuantity.Abs, shortage, (price * quotePrice * (marginRatio - liquidationFee)) - (price * insuranceFee));

    /// <summary>How much of a borrowed asset is repaid.</summary>
    /// <param name="shortage">What is missing; not negative.</param>
    /// <param name="liabilityPrice">Of the borrowed asset; positive.</param>
    /// <param name="assetWeight">What the collateral counts for.</param>
    /// <param name="liabilityWeight">What the debt counts for.</param>
    /// <param name="assetMultiplier">What the liquidator receives; 1 or more.</param>
    /// <param name="liabilityMultiplier">What it pays; above 0, at most 1.</param>
    /// <param name="insuranceFee">Of the debt, to the insurance fund.</param>
    /// <param name="borrowedQuantity">Not negative.</param>
    /// <returns>Not negative.</returns>
    public static Rational SpotQuantity(
        Rational shortage, Rational liabilityPrice, Rational assetWeight, Rational liabilityWeight, Rational assetMultiplier, Rational liabilityMultiplier, Rational insuranceFee, Rational borrowedQuantity) =>
        AtMost(borrowedQuantity, shortage, liabilityPrice * (liabilityWeight - (assetWeight * assetMultiplier / liabilityMultiplier) - (insuranceFee * liabilityWeight)));

    /// <summary>The liquidator's fee, which grows while nobody acts.</summary>
    /// <param name="baseFee">At first.</param>
    /// <param name="feePerSlot">Growth after the grace.</param>
    /// <param name="graceSlots">How long it stands still.</param>
    /// <param name="maximumFee">The largest.</param>
    /// <param name="elapsedSlots">Since the account could be liquidated.</param>
    public static Rational Fee(Rational baseFee, Rational feePerSlot, Rational graceSlots, Rational maximumFee, Rational elapsedSlots) =>
        Rational.Min(maximumFee, baseFee + (feePerSlot * Rational.Max(Rational.Zero, elapsedSlots - graceSlots)));

    private static Rational AtMost(Rational all, Rational shortage, Rational restoredPerUnit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shortage, Rational.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(all, Rational.Zero);
        return restoredPerUnit.Sign <= 0 ? all : Rational.Min(all, shortage / restoredPerUnit);
    }
}
