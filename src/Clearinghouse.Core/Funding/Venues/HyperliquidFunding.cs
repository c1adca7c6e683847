using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Funding.Venues;

/// <summary>
/// Funding of Hyperliquid's perpetuals: eight-hour rate = P + min(max(interest − P, −clamp), clamp) with P the mean of premium samples,
/// paid by an eighth every hour within ± a cap, on the oracle notional. Positive: longs pay shorts.
/// </summary>
/// <param name="Interest">Interest per eight hours, as a fraction.</param>
/// <param name="ClampWidth">How far interest may move the rate away from the premium, as a fraction; 0 or more.</param>
/// <param name="HourlyCap">Largest absolute rate per hour, as a fraction; 0 or more.</param>
public sealed record HyperliquidFunding(Rational Interest, Rational ClampWidth, Rational HourlyCap)
{
    private const int HoursPerFundingPeriod = 8;

    /// <summary>The rate per eight hours, as a fraction; not capped.</summary>
    /// <param name="premiums">Samples, as fractions; none: 0.</param>
    public Rational EightHourRate(IReadOnlyCollection<Rational> premiums)
    {
        ArgumentNullException.ThrowIfNull(premiums);
        return PremiumClamp.TowardsInterest(PremiumSamples.Mean(premiums), Interest, ClampWidth);
    }

    /// <summary>The rate per hour, as a fraction, within the cap.</summary>
    public Rational HourlyRate(Rational eightHourRate) =>
        Rational.Clamp(eightHourRate / HoursPerFundingPeriod, -HourlyCap, HourlyCap);
}
