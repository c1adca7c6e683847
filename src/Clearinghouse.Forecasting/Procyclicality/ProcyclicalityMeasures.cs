namespace Clearinghouse.Forecasting.Procyclicality;

/// <summary>How much and how fast a margin moved (Murphy, Vasios and Vause 2014).</summary>
/// <param name="PeakToTrough">The highest margin over the lowest, one or more.</param>
/// <param name="LargestRises">For each number of days the largest rise over so many, as a fraction; null when there are too few days.</param>
public sealed record ProcyclicalityMeasures(double PeakToTrough, IReadOnlyList<double?> LargestRises)
{
    /// <summary>The numbers of days that a disclosure shows.</summary>
    public static IReadOnlyList<int> StandardStepDays { get; } = [1, 5, 30];

    /// <summary>Measures a series of margins.</summary>
    /// <param name="margins">Positive margins, one per day in order of time.</param>
    /// <param name="stepDays">Over how many days rises are measured, each one or more.</param>
    /// <exception cref="ArgumentException">There is no margin, one is not positive, or a number of days is not.</exception>
    public static ProcyclicalityMeasures Of(IReadOnlyList<double> margins, IReadOnlyList<int> stepDays)
    {
        ArgumentNullException.ThrowIfNull(margins);
        ArgumentNullException.ThrowIfNull(stepDays);
        if (margins.Count == 0 || margins.Any(margin => !(margin > 0))) throw new ArgumentException("Margins must be positive, one or more.", nameof(margins));
        if (stepDays.Any(days => days < 1)) throw new ArgumentException("Rises are measured over one day or more.", nameof(stepDays));
        return new(margins.Max() / margins.Min(), [.. stepDays.Select(days => LargestRise(margins, days))]);
    }

    private static double? LargestRise(IReadOnlyList<double> margins, int days)
    {
        double? largest = null;
        for (var i = days; i < margins.Count; i++)
        {
            var rise = (margins[i] / margins[i - days]) - 1;
            if (largest is null || rise > largest) largest = rise;
        }

        return largest;
    }
}
