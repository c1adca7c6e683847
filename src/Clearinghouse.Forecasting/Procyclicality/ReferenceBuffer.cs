namespace Clearinghouse.Forecasting.Procyclicality;

/// <summary>
/// A buffer over a fixed margin of reference, used up when the model rises into it: max(M, (1 + b)·reference). One form of option (a)
/// of Article 28(1) of the EMIR technical standards (EU 153/2013).
/// </summary>
/// <param name="ReferenceMargin">The margin of calm days, a fraction of notional.</param>
/// <param name="BufferFraction">b, zero or more; 0.25 by the rule.</param>
public sealed record ReferenceBuffer(double ReferenceMargin, double BufferFraction)
{
    /// <summary>The margin to publish.</summary>
    /// <param name="modelMargin">What the model asks, a fraction of notional.</param>
    public double Publish(double modelMargin) => Math.Max(modelMargin, (1 + BufferFraction) * ReferenceMargin);
}
