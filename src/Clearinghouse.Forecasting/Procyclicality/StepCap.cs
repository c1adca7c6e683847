namespace Clearinghouse.Forecasting.Procyclicality;

/// <summary>How far the published margin moves toward its target in one day.</summary>
/// <param name="UpPerDayMax">The largest rise as a fraction of the margin before, zero or more; null for no limit.</param>
/// <param name="DownPerDayMax">The largest fall as a fraction of the margin before, 0 to 1; null for no limit.</param>
public sealed record StepCap(double? UpPerDayMax, double? DownPerDayMax)
{
    /// <summary>The margin to publish.</summary>
    /// <param name="targetMargin">Where it should go, a fraction of notional.</param>
    /// <param name="publishedBefore">What was published the day before.</param>
    public double Publish(double targetMargin, double publishedBefore)
    {
        var most = UpPerDayMax is { } up ? publishedBefore * (1 + up) : double.PositiveInfinity;
        var least = DownPerDayMax is { } down ? publishedBefore * (1 - down) : double.NegativeInfinity;
        return Math.Min(most, Math.Max(least, targetMargin));
    }

    /// <summary>The margins to publish day by day.</summary>
    /// <param name="targetMargins">Where they should go, in order of time.</param>
    /// <param name="publishedBefore">What was published before the first of them.</param>
    public double[] Publish(IEnumerable<double> targetMargins, double publishedBefore)
    {
        ArgumentNullException.ThrowIfNull(targetMargins);
        return [.. targetMargins.Select(margin => publishedBefore = Publish(margin, publishedBefore))];
    }
}
