namespace Clearinghouse.Forecasting.Backtests;

/// <summary>
/// Whether breaches come one by one rather than in clusters: the Markov test of Christoffersen (1998), alone and together with
/// <see cref="Kupiec"/>.
/// </summary>
/// <param name="Transitions">How often a calm day was followed by a calm one, by a breach; a breach by a calm day, by a breach.</param>
/// <param name="IndependenceLikelihoodRatio">Zero when yesterday's breach tells nothing.</param>
/// <param name="PIndependence">From the chi-square distribution with one degree of freedom; low values reject.</param>
/// <param name="ConditionalLikelihoodRatio">That and Kupiec's over the whole sequence.</param>
/// <param name="PConditional">From the chi-square distribution with two degrees of freedom; low values reject.</param>
public sealed record Christoffersen(
    IReadOnlyList<long> Transitions,
    double IndependenceLikelihoodRatio,
    double PIndependence,
    double ConditionalLikelihoodRatio,
    double PConditional)
{
    /// <summary>Tests a sequence.</summary>
    /// <param name="breaches">Whether each period was a breach, in order of time.</param>
    /// <param name="expectedRate">How often they should come, between 0 and 1.</param>
    /// <exception cref="ArgumentException">The sequence is empty, or the rate is not between 0 and 1.</exception>
    public static Christoffersen Test(IReadOnlyList<bool> breaches, double expectedRate)
    {
        ArgumentNullException.ThrowIfNull(breaches);
        var kupiec = Kupiec.Test(breaches.Count, breaches.Count(breach => breach), expectedRate);
        var n = new long[4];
        for (var i = 1; i < breaches.Count; i++) n[(breaches[i - 1] ? 2 : 0) + (breaches[i] ? 1 : 0)]++;
        var independence = 0.0;
        if (n.Sum() > 0)
        {
            var (afterCalm, afterBreach, always) = (Share(n[1], n[0]), Share(n[3], n[2]), Share(n[1] + n[3], n[0] + n[2]));
            var dependent = Log(n[0], n[1], afterCalm) + Log(n[2], n[3], afterBreach);
            independence = Math.Max(0, 2 * (dependent - Log(n[0] + n[2], n[1] + n[3], always)));
        }

        var conditional = kupiec.LikelihoodRatio + independence;
        return new(n, independence, ChiSquare.UpperTail1(independence), conditional, ChiSquare.UpperTail2(conditional));
    }

    private static double Share(long count, long others) => count + others == 0 ? 0 : count / (double)(count + others);

    private static double Log(long calm, long breaches, double probability) => Bernoulli.Log(calm, 1 - probability) + Bernoulli.Log(breaches, probability);
}
