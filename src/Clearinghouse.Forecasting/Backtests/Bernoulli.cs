namespace Clearinghouse.Forecasting.Backtests;

/// <summary>Logarithms of likelihoods of counts, with 0 ln 0 = 0.</summary>
internal static class Bernoulli
{
    /// <summary>count · ln(probability).</summary>
    internal static double Log(long count, double probability) => count == 0 ? 0 : count * Math.Log(probability);

    /// <summary>count · ln(one probability over another).</summary>
    internal static double LogRatio(long count, double probability, double other) => count == 0 ? 0 : count * Math.Log(probability / other);
}
