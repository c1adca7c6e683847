namespace Clearinghouse.Forecasting.Measures;

/// <summary>
/// Measures of a period's variance from its returns. Returns are natural logarithms of price ratios; a variance is their square,
/// zero or more, per period as given and not annualised.
/// </summary>
public static class RealisedMeasures
{
    /// <summary>4 ln 2: by which the square of a log range exceeds the variance of a driftless diffusion (Parkinson 1980).</summary>
    private const double RangeScale = 4 * RangeMeasures.Ln2;

    /// <summary>The returns between neighbouring prices: ln(C_i / C_{i-1}).</summary>
    /// <param name="closes">Prices, positive, in order of time.</param>
    /// <exception cref="ArgumentException">A price is not positive.</exception>
    public static double[] ReturnsOf(IReadOnlyList<double> closes)
    {
        ArgumentNullException.ThrowIfNull(closes);
        if (closes.Any(close => !(close > 0))) throw new ArgumentException("Prices must be positive: they have no logarithm otherwise.", nameof(closes));
        return [.. Enumerable.Range(1, Math.Max(0, closes.Count - 1)).Select(i => Math.Log(closes[i] / closes[i - 1]))];
    }

    /// <summary>Realised variance: the sum of r².</summary>
    public static double Variance(ReadOnlySpan<double> returns)
    {
        var sum = 0.0;
        foreach (var r in returns) sum += r * r;
        return sum;
    }

    /// <summary>What falls contribute to the realised variance: the sum of min(r, 0)² (Barndorff-Nielsen, Kinnebrock and Shephard 2010).</summary>
    public static double NegativeSemivariance(ReadOnlySpan<double> returns)
    {
        var sum = 0.0;
        foreach (var r in returns) sum += r < 0 ? r * r : 0;
        return sum;
    }

    /// <summary>Realised quarticity: n/3 times the sum of r⁴, how uncertain the realised variance is. In variance squared.</summary>
    public static double Quarticity(ReadOnlySpan<double> returns)
    {
        var sum = 0.0;
        foreach (var r in returns) sum += r * r * r * r;
        return returns.Length / 3.0 * sum;
    }

    /// <summary>
    /// Bipower variation: π/2 · n/(n−1) times the sum of |r_i||r_{i−1}|, the variance without jumps (Barndorff-Nielsen and Shephard
    /// 2004). Zero below two returns.
    /// </summary>
    public static double Bipower(ReadOnlySpan<double> returns)
    {
        var n = returns.Length;
        if (n < 2) return 0;
        var sum = 0.0;
        for (var i = 1; i < n; i++) sum += Math.Abs(returns[i]) * Math.Abs(returns[i - 1]);
        return Math.PI / 2 * n / (n - 1) * sum;
    }

    /// <summary>The share of jumps in the realised variance as ln(1 + max(RV − BV, 0) / RV), 0 to ln 2.</summary>
    /// <param name="variance">The realised variance, positive.</param>
    /// <param name="bipower">The bipower variation of the same returns.</param>
    public static double Jump(double variance, double bipower) => Math.Log(1 + (Math.Max(variance - bipower, 0) / variance));

    /// <summary>Realised range: the sum of (ln H/L)² / (4 ln 2) over the bars (Christensen and Podolskij 2007).</summary>
    /// <param name="logRanges">ln(high / low) of each bar, zero or more.</param>
    public static double Range(ReadOnlySpan<double> logRanges) => Variance(logRanges) / RangeScale;
}
