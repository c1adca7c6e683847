namespace Clearinghouse.Forecasting.Procyclicality;

/// <summary>
/// A buffer that is released while the model rises and rebuilt while it falls: min((1 + b)·M, max(M, what was published before)).
/// What is published never rises because of the buffer, only because of the model.
/// </summary>
/// <param name="BufferFraction">b, zero or more; 0.25 by Article 28(1)(a) of EU 153/2013.</param>
public sealed record ReleasableBuffer(double BufferFraction)
{
    /// <summary>The margin to publish.</summary>
    /// <param name="modelMargin">What the model asks, a fraction of notional.</param>
    /// <param name="publishedBefore">What was published the day before.</param>
    public double Publish(double modelMargin, double publishedBefore) =>
        Math.Min((1 + BufferFraction) * modelMargin, Math.Max(modelMargin, publishedBefore));

    /// <summary>The margins to publish day by day.</summary>
    /// <param name="modelMargins">What the model asks, in order of time.</param>
    /// <param name="publishedBefore">What was published before the first of them.</param>
    public double[] Publish(IEnumerable<double> modelMargins, double publishedBefore)
    {
        ArgumentNullException.ThrowIfNull(modelMargins);
        return [.. modelMargins.Select(margin => publishedBefore = Publish(margin, publishedBefore))];
    }
}
