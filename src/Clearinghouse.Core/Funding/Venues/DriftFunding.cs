using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Funding.Venues;

/// <summary>
/// Funding of Drift's perpetuals, per hour: (mark average − oracle average + oracle / offset divisor), within ± oracle / clamp divisor,
/// divided by 24. Positive: longs pay shorts.
/// </summary>
/// <param name="OffsetDivisor">The premium is moved up by this part of the oracle price; Drift uses 5000. Not 0.</param>
/// <param name="ClampDivisor">The largest premium is this part of the oracle price; 33, 20 or 10 by tier. Not 0.</param>
public sealed record DriftFunding(Rational OffsetDivisor, Rational ClampDivisor)
{
    private const int HoursPerDay = 24;

    /// <summary>What a long of one unit pays per hour, in quote currency.</summary>
    /// <exception cref="DivideByZeroException">A divisor is 0.</exception>
    public Rational FundingPerUnitHour(Rational markTwap, Rational oracleTwap)
    {
        var bound = oracleTwap / ClampDivisor;
        return Rational.Clamp(markTwap - oracleTwap + (oracleTwap / OffsetDivisor), -bound, bound) / HoursPerDay;
    }
}
