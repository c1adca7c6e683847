namespace Clearinghouse.Cli.Replay;

/// <summary>
/// How much of a market's calm depth is left: it shrinks as volatility grows, in inverse proportion, for whoever quotes keeps what a step of the price may cost the same. Calm is the volatility of all bars up to a day ago.
/// </summary>
/// <param name="intervalMs">The length of a bar, in milliseconds.</param>
public sealed class ReplayDepth(long intervalMs)
{
    private const double LeastLeft = 0.05;
    private const double HalfLifeMs = 3 * 3_600_000.0;
    private const double DayMs = 86_400_000.0;

    /// <summary>A smaller change is not worth another configuration.</summary>
    private const double LeastChange = 0.1;

    private readonly Queue<double> _lastDay = [];
    private readonly double _kept = Math.Pow(0.5, intervalMs / HalfLifeMs);
    private double _recent;
    private double _calmSum;
    private long _calmCount;
    private double? _last;

    /// <summary>Recent volatility: the standard deviation of a bar's logarithmic return, weighted with a half-life of three hours; 0 before the second close.</summary>
    public double VolatilityPerBar => Math.Sqrt(_recent);

    /// <summary>What is left, from 0.05 to 1.</summary>
    public double Left { get; private set; } = 1;

    /// <summary>Takes the next close; true when what is left changed by enough to say so.</summary>
    public bool See(double close)
    {
        if (_last is not { } before)
        {
            _last = close;
            return false;
        }

        var squared = Math.Pow(Math.Log(close / before), 2);
        (_last, _recent) = (close, (_kept * _recent) + ((1 - _kept) * squared));
        _lastDay.Enqueue(squared);
        if (_lastDay.Count <= DayMs / intervalMs) return false;
        _calmSum += _lastDay.Dequeue();
        _calmCount++;
        var left = _recent == 0 ? 1 : Math.Clamp(Math.Sqrt(_calmSum / _calmCount / _recent), LeastLeft, 1);
        if (Math.Abs(left - Left) < LeastChange * Left) return false;
        Left = left;
        return true;
    }
}
