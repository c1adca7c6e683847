using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Funding.Venues;

/// <summary>
/// Funding of Derive's perpetuals, per hour: premium = (max(0, impact bid − index) − max(0, index − impact ask)) / index; the hourly rate is
/// an eighth of it plus interest, within ± a cap. Positive: longs pay shorts.
/// </summary>
/// <param name="HourlyInterest">Interest per hour, as a fraction.</param>
/// <param name="HourlyCap">Largest absolute rate per hour, as a fraction; 0 or more.</param>
public sealed record DeriveFunding(Rational HourlyInterest, Rational HourlyCap)
{
    private const int HoursPerFundingPeriod = 8;

    /// <summary>How far the book lies beyond the index, as a fraction of it; 0 while the index is inside the impact prices.</summary>
    /// <exception cref="DivideByZeroException">The index is 0.</exception>
    public static Rational Premium(Rational indexPrice, Rational impactBidPrice, Rational impactAskPrice) =>
        (Rational.Max(Rational.Zero, impactBidPrice - indexPrice) - Rational.Max(Rational.Zero, indexPrice - impactAskPrice)) / indexPrice;

    /// <summary>The rate per hour, as a fraction of the index.</summary>
    public Rational HourlyRate(Rational premium) =>
        Rational.Clamp((premium / HoursPerFundingPeriod) + HourlyInterest, -HourlyCap, HourlyCap);
}
