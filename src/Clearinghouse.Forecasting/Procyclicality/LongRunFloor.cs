namespace Clearinghouse.Forecasting.Procyclicality;

/// <summary>Never less than what a long past asks; option (c) of Article 28(1) of EU 153/2013, which says ten years.</summary>
/// <param name="FloorMargin">The floor, a fraction of notional.</param>
public sealed record LongRunFloor(double FloorMargin)
{
    /// <summary>The margin to publish.</summary>
    /// <param name="modelMargin">What the model asks, a fraction of notional.</param>
    public double Publish(double modelMargin) => Math.Max(modelMargin, FloorMargin);
}
