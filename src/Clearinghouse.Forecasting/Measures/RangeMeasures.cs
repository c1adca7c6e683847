namespace Clearinghouse.Forecasting.Measures;

/// <summary>Variance of a period from its open, high, low and close alone. All prices are natural logarithms.</summary>
public static class RangeMeasures
{
    internal const double Ln2 = 0.693147180559945309417;

    /// <summary>Parkinson (1980): (h − l)² / (4 ln 2).</summary>
    public static double Parkinson(double high, double low) => (high - low) * (high - low) / (4 * Ln2);

    /// <summary>Garman and Klass (1980): ½(h − l)² − (2 ln 2 − 1)(c − o)².</summary>
    public static double GarmanKlass(double open, double high, double low, double close) =>
        (0.5 * (high - low) * (high - low)) - (((2 * Ln2) - 1) * (close - open) * (close - open));

    /// <summary>Rogers and Satchell (1991): (h − c)(h − o) + (l − c)(l − o), right under a drift.</summary>
    public static double RogersSatchell(double open, double high, double low, double close) =>
        ((high - close) * (high - open)) + ((low - close) * (low - open));

    /// <summary>
    /// Yang and Zhang (2000) over several periods: the variance of the opening jumps, plus k times that of open to close, plus 1 − k
    /// times the mean of Rogers-Satchell; k = 0.34 / (1.34 + (n + 1)/(n − 1)). Per period.
    /// </summary>
    /// <param name="openingReturns">Open against the close before, two or more.</param>
    /// <param name="openToClose">Close against open, as many.</param>
    /// <param name="rogersSatchell">Rogers-Satchell of each period, as many.</param>
    /// <exception cref="ArgumentException">Fewer than two periods, or lists of different lengths.</exception>
    public static double YangZhang(ReadOnlySpan<double> openingReturns, ReadOnlySpan<double> openToClose, ReadOnlySpan<double> rogersSatchell)
    {
        var n = openingReturns.Length;
        if (n < 2 || openToClose.Length != n || rogersSatchell.Length != n) throw new ArgumentException("Yang-Zhang needs two periods or more, and the same of each.", nameof(openingReturns));
        var k = 0.34 / (1.34 + ((n + 1.0) / (n - 1)));
        return SampleVariance(openingReturns) + (k * SampleVariance(openToClose)) + ((1 - k) * Mean(rogersSatchell));
    }

    private static double SampleVariance(ReadOnlySpan<double> values)
    {
        var (mean, sum) = (Mean(values), 0.0);
        foreach (var value in values) sum += (value - mean) * (value - mean);
        return sum / (values.Length - 1);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }
}
