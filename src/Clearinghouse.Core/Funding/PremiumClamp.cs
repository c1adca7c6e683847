using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Funding;

/// <summary>The clamp between premium and interest.</summary>
internal static class PremiumClamp
{
    /// <summary>A premium drawn towards the interest by no more than a width: P + min(max(interest − P, −width), width).</summary>
    internal static Rational TowardsInterest(Rational premium, Rational interest, Rational width) =>
        premium + Rational.Clamp(interest - premium, -width, width);
}
