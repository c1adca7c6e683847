namespace Clearinghouse.Forecasting.Procyclicality;

/// <summary>How much and how fast a margin moved (Murphy, Vasios and Vause 2014).</summary>
/// <param name="PeakToTrough">The highest margin over the lowest, one or more.</param>
/// <param name="LargestRises">For each number of periods the largest rise over so many, as a fraction; null when there are too few.</param>
public sealed record ProcyclicalityMeasures(double PeakToTrough, IReadOnlyList<double?> LargestRises)
{
    /// <summary>The numbers of days that a disclosure shows.</summary>
    public static IReadOnlyList<int> StandardStepDays { get; } = [1, 5, 30];

    /// <summary>Measures a series of margins.</summary>
    /// <param name="margins">Positive margins, one per period in order of time.</param>
    /// <param name="stepPeriods">Over how many periods rises are measured, each one or more.</param>
    /// <exception cref="ArgumentException">There is no margin, one is not positive, or a number of periods is not.</exception>
    public static ProcyclicalityMeasures Of(IReadOnlyList<double> margins, IReadOnlyList<int> stepPeriods)
    {
        ArgumentNullException.ThrowIfNull(margins);
        ArgumentNullException.ThrowIfNull(stepPeriods);
        if (margins.Count == 0 || margins.Any(margin => !(margin > 0))) throw new ArgumentException("Margins must be positive, one or more.", nameof(margins));
        if (stepPeriods.Any(periods => periods < 1)) throw new ArgumentException("Rises are measured over one period or more.", nameof(stepPeriods));
        return new(margins.Max() / margins.Min(), [.. stepPeriods.Select(periods => LargestRise(margins, periods))]);
    }

    private static double? LargestRise(IReadOnlyList<double> margins, int periods)
    {
        double? largest = null;
        for (var i = periods; i < margins.Count; i++)
        {
            var rise = (margins[i] / margins[i - periods]) - 1;
            if (largest is null || rise > largest) largest = rise;
        }

        return largest;
    }
}
