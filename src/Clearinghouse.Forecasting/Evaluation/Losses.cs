namespace Clearinghouse.Forecasting.Evaluation;

/// <summary>What a forecast of a variance cost.</summary>
public static class Losses
{
    /// <summary>The square of a percentage point over that of one: MSE is given in percent to the fourth.</summary>
    private const double PercentSquared = 1e4;

    /// <summary>
    /// QLIKE as R/F − ln(R/F) − 1 (Patton 2011): zero for a perfect forecast, positive otherwise, free of units, and ranking right also
    /// where the realised variance is noisy.
    /// </summary>
    /// <param name="realised">The realised variance, positive.</param>
    /// <param name="forecast">The forecast, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not positive.</exception>
    public static double Qlike(double realised, double forecast)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(realised);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(forecast);
        var ratio = realised / forecast;
        return ratio - Math.Log(ratio) - 1;
    }

    /// <summary>The squared error of the variance, in percent to the fourth.</summary>
    public static double SquaredError(double realised, double forecast)
    {
        var error = PercentSquared * (realised - forecast);
        return error * error;
    }

    /// <summary>The quantile loss of a margin: p·max(L − M, 0) + (1 − p)·max(M − L, 0).</summary>
    /// <param name="level">p, between 0 and 1.</param>
    /// <param name="loss">The loss of the position.</param>
    /// <param name="margin">The margin, in the same unit.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public static double Pinball(double level, double loss, double margin)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(level, 1);
        return loss > margin ? level * (loss - margin) : (1 - level) * (margin - loss);
    }
}
