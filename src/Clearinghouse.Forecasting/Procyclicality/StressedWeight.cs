namespace Clearinghouse.Forecasting.Procyclicality;

/// <summary>A fixed weight on the margin of a stressed period: (1 − w)·M + w·S; option (b) of Article 28(1) of EU 153/2013.</summary>
/// <param name="Weight">w, 0 to 1; at least 0.25 by the rule.</param>
public sealed record StressedWeight(double Weight)
{
    /// <summary>The margin to publish.</summary>
    /// <param name="modelMargin">What the model asks, a fraction of notional.</param>
    /// <param name="stressedMargin">What the stressed period would have asked.</param>
    public double Publish(double modelMargin, double stressedMargin) => ((1 - Weight) * modelMargin) + (Weight * stressedMargin);
}
