using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Funding.Venues;

/// <summary>
/// Funding of dYdX's perpetuals: an eight-hour rate, the mean of premium samples within ± a multiple of (initial − maintenance margin
/// fraction), that moves an index of what a unit paid in proportion to the time gone by.
/// </summary>
/// <param name="ClampMultiple">Multiple of the margin gap; dYdX uses 6.</param>
public sealed record DydxFunding(Rational ClampMultiple)
{
    private const int SecondsPerEightHours = 28_800;

    /// <summary>The rate per eight hours, as a fraction of the oracle price. Positive: longs pay shorts.</summary>
    /// <param name="premiums">Samples, as fractions; none: 0.</param>
    /// <param name="initialMarginFraction">Initial margin as a fraction of notional.</param>
    /// <param name="maintenanceMarginFraction">Maintenance margin as a fraction of notional, at most the initial one.</param>
    public Rational EightHourRate(
        IReadOnlyCollection<Rational> premiums, Rational initialMarginFraction, Rational maintenanceMarginFraction)
    {
        ArgumentNullException.ThrowIfNull(premiums);
        var bound = ClampMultiple * (initialMarginFraction - maintenanceMarginFraction);
        return Rational.Clamp(PremiumSamples.Mean(premiums), -bound, bound);
    }

    /// <summary>By how much the funding index moves, in quote currency per unit: what a long of one unit pays.</summary>
    public static Rational IndexDelta(Rational eightHourRate, Rational elapsedSeconds, Rational oraclePrice) =>
        eightHourRate * elapsedSeconds / SecondsPerEightHours * oraclePrice;
}
