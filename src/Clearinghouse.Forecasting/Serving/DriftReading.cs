namespace Clearinghouse.Forecasting.Serving;

/// <summary>Whether the champion still is as good as it was.</summary>
/// <param name="Level">The worst of what follows.</param>
/// <param name="Qlike">The champion's mean QLIKE of the last 90 days; null with fewer than 30.</param>
/// <param name="EwmaQlike">That of an exponential average with 0.97.</param>
/// <param name="QlikeStatistic">Diebold-Mariano of the two; above 2 the champion is worse than the average: red.</param>
/// <param name="Bias">Mean of realised over forecast; outside 0.7 to 1.4 is yellow.</param>
/// <param name="BreachesLong">Days of the last 250 on which a long's worst mark passed its margin; 5 are yellow, 10 red.</param>
/// <param name="BreachesShort">The same of a short.</param>
/// <param name="Stability">Population stability index of ln RV of the last 90 days against the days before; above 0.25 is yellow. Null with too few days.</param>
/// <param name="ChallengerQlike">The challenger's mean QLIKE on the same days, in shadow; null without one.</param>
/// <param name="ChallengerStatistic">Diebold-Mariano of the challenger against the champion; negative when the challenger is better.</param>
/// <param name="Texts">What is not as it should be, with the numbers.</param>
public sealed record DriftReading(
    DriftLevel Level,
    double? Qlike,
    double? EwmaQlike,
    double? QlikeStatistic,
    double? Bias,
    int BreachesLong,
    int BreachesShort,
    double? Stability,
    double? ChallengerQlike,
    double? ChallengerStatistic,
    IReadOnlyList<string> Texts)
{
    /// <summary>Whether breaches are so many that margin must be raised.</summary>
    public bool RaisesMargin => Math.Max(BreachesLong, BreachesShort) >= DriftWatch.YellowBreaches;

    /// <summary>Nothing is known yet.</summary>
    public static DriftReading Nothing { get; } = new(DriftLevel.None, null, null, null, null, 0, 0, null, null, null, []);
}
