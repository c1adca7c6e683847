using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Funding.Venues;

/// <summary>
/// Funding of Synthetix' perpetuals, whose rate drifts instead of following a premium: while longs and shorts differ by a skew, the rate
/// moves by skew / scale × largest velocity per day per day. State, folded over time and trades.
/// </summary>
/// <param name="Skew">Contracts long less contracts short.</param>
/// <param name="Rate">Rate per day, as a fraction. Positive: longs pay shorts.</param>
/// <param name="SkewScale">Contracts at which the rate moves with the largest velocity; not 0.</param>
/// <param name="MaxVelocity">Rate per day, per day.</param>
public sealed record SynthetixFunding(Rational Skew, Rational Rate, Rational SkewScale, Rational MaxVelocity)
{
    /// <summary>After days of that skew: the rate went there in a straight line.</summary>
    /// <exception cref="DivideByZeroException">The scale is 0.</exception>
    public SynthetixFunding After(Rational days) => this with { Rate = Rate + (Skew / SkewScale * MaxVelocity * days) };

    /// <summary>The same rate with another skew.</summary>
    public SynthetixFunding WithSkewChangedBy(Rational change) => this with { Skew = Skew + change };

    /// <summary>What a position comes to owe (positive) over coming days, in quote currency: mean rate × quantity × price × days.</summary>
    public Rational AccrualOver(Rational days, Rational positionQuantity, Rational price) =>
        (Rate + After(days).Rate) / 2 * positionQuantity * price * days;
}
