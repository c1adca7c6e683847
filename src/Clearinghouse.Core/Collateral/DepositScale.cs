using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Collateral;

/// <summary>
/// A weight that shrinks once all depositors together hold much of an asset (Drift's scaled initial asset weight): beyond the start of the
/// scale everything deposited counts together for no more than it did there.
/// </summary>
/// <param name="BaseWeight">As a fraction of value; 0 or more.</param>
/// <param name="ScaleStart">Total deposits, in money, up to which the base weight holds; 0 or more.</param>
public readonly record struct DepositScale(Rational BaseWeight, Rational ScaleStart)
{
    /// <summary>What the asset counts for, as a fraction of its value.</summary>
    /// <param name="totalDeposits">Everybody's deposits of the asset, in money.</param>
    public Rational WeightAt(Rational totalDeposits) =>
        totalDeposits <= ScaleStart ? BaseWeight : BaseWeight * ScaleStart / totalDeposits;
}
