namespace Clearinghouse.Forecasting.HourMargins;

/// <summary>Means of the last values up to any of them, from sums that are made once.</summary>
internal sealed class RunningMeans
{
    private readonly double[] _sums;

    internal RunningMeans(IReadOnlyList<double> values)
    {
        _sums = new double[values.Count + 1];
        for (var i = 0; i < values.Count; i++) _sums[i + 1] = _sums[i] + values[i];
    }

    /// <summary>The mean of the last so many values up to one; near the beginning, of those there are.</summary>
    internal double Over(int last, int window)
    {
        var first = Math.Max(0, last + 1 - window);
        return (_sums[last + 1] - _sums[first]) / (last + 1 - first);
    }
}
