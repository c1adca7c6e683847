namespace Clearinghouse.Forecasting.Backtests;

/// <summary>A rule over all markets and both sides, each counting the same.</summary>
public sealed record MarginMean
{
    /// <summary>A test rejects below this.</summary>
    public const double PValueMin = 0.05;

    /// <summary>The rule.</summary>
    public required string Model { get; init; }

    /// <summary>On how many positions it was tested.</summary>
    public required int Positions { get; init; }

    /// <summary>The mean breach rate.</summary>
    public required double BreachRate { get; init; }

    /// <summary>On how many positions Kupiec rejects at 5 %.</summary>
    public required int KupiecRejections { get; init; }

    /// <summary>On how many positions Christoffersen's test of independence rejects at 5 %.</summary>
    public required int IndependenceRejections { get; init; }

    /// <summary>The mean margin, a fraction of notional.</summary>
    public required double Margin { get; init; }

    /// <summary>The mean quantile loss, in basis points of notional.</summary>
    public required double PinballBasisPoints { get; init; }

    /// <summary>The mean excess over the margin in breaches.</summary>
    public required double ExcessMean { get; init; }

    /// <summary>The largest excess of any position.</summary>
    public required double ExcessMax { get; init; }

    /// <summary>The mean share of periods whose worst mark exceeded the margin.</summary>
    public required double PathBreachRate { get; init; }

    /// <summary>On how many positions Kupiec rejects that share at 5 %, for a rule that should cover the worst mark.</summary>
    public required int PathKupiecRejections { get; init; }

    /// <summary>The mean quantile loss against the worst mark, in basis points of notional.</summary>
    public required double PathPinballBasisPoints { get; init; }

    /// <summary>The mean of peak over trough.</summary>
    public required double PeakToTrough { get; init; }

    /// <summary>The mean over positions of the largest rise over 1, 5 and 30 days, or over 1, 24 and 168 hours; null where there are too few.</summary>
    public required IReadOnlyList<double?> LargestRises { get; init; }

    /// <summary>The mean share of windows that are yellow or red; null below 250 days, and where margin was set for hours.</summary>
    public required double? YellowOrRed { get; init; }

    /// <summary>The mean of a rule's scores.</summary>
    public static MarginMean Of(string model, IReadOnlyList<MarginScore> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return new()
        {
            Model = model,
            Positions = scores.Count,
            BreachRate = scores.Average(score => score.BreachRate),
            KupiecRejections = scores.Count(score => score.Kupiec.PValue < PValueMin),
            IndependenceRejections = scores.Count(score => score.Christoffersen.PIndependence < PValueMin),
            Margin = scores.Average(score => score.MarginMean),
            PinballBasisPoints = scores.Average(score => score.PinballBasisPoints),
            ExcessMean = scores.Average(score => score.ExcessMean),
            ExcessMax = scores.Max(score => score.ExcessMax),
            PathBreachRate = scores.Average(score => score.PathBreachRate),
            PathKupiecRejections = scores.Count(score => score.PathKupiec.PValue < PValueMin),
            PathPinballBasisPoints = scores.Average(score => score.PathPinballBasisPoints),
            PeakToTrough = scores.Average(score => score.Procyclicality.PeakToTrough),
            LargestRises = [.. Enumerable.Range(0, scores[0].Procyclicality.LargestRises.Count).Select(i => scores.Average(score => score.Procyclicality.LargestRises[i]))],
            YellowOrRed = scores.Average(score => score.TrafficLight?.Yellow + score.TrafficLight?.Red),
        };
    }
}
