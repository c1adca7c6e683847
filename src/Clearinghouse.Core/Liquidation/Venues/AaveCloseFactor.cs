using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation.Venues;

/// <summary>How much of a debt Aave v3 lets a liquidator repay, and for how much collateral (LiquidationLogic.sol).</summary>
/// <param name="HealthFactor">Collateral at its liquidation thresholds over debt.</param>
/// <param name="Debt">Positive.</param>
/// <param name="FullCloseBelow">The health factor under which all may be repaid.</param>
/// <param name="PartialCloseFactor">The share that may be repaid otherwise.</param>
/// <param name="Bonus">What the liquidator receives on top, as a fraction.</param>
public sealed record AaveCloseFactor(Rational HealthFactor, Rational Debt, Rational FullCloseBelow, Rational PartialCloseFactor, Rational Bonus)
{
    /// <summary>The share of the debt that may be repaid; 0 for a healthy account.</summary>
    public Rational CloseFactor => HealthFactor >= 1 ? Rational.Zero : HealthFactor < FullCloseBelow ? Rational.One : PartialCloseFactor;

    /// <summary>The most that is repaid.</summary>
    public Rational MaximumRepay => Debt * CloseFactor;

    /// <summary>The value of the collateral that the liquidator receives for it.</summary>
    public Rational SeizedValue => MaximumRepay * (1 + Bonus);

    /// <summary>The health of an account.</summary>
    /// <param name="collaterals">Quantity, price and liquidation threshold of each.</param>
    /// <param name="debt">Positive.</param>
    /// <exception cref="DivideByZeroException">There is no debt.</exception>
    public static Rational HealthFactorOf(IEnumerable<(Rational Quantity, Rational Price, Rational Threshold)> collaterals, Rational debt) =>
        collaterals.Aggregate(Rational.Zero, (sum, collateral) => sum + (collateral.Quantity * collateral.Price * collateral.Threshold)) / debt;
}
