namespace Clearinghouse.Forecasting.Evaluation;

/// <summary>How well a model forecast one market, on the days that every model forecast.</summary>
public sealed record ModelScore
{
    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>The mean QLIKE, zero or more; see <see cref="Losses.Qlike"/>.</summary>
    public required double Qlike { get; init; }

    /// <summary>The mean squared error of the variance, in percent to the fourth.</summary>
    public required double MeanSquaredError { get; init; }

    /// <summary>The mean of the forecasts over that of what was realised; 1 is unbiased.</summary>
    public required double Bias { get; init; }

    /// <summary>The squared correlation of the logarithms, 0 to 1; null where one of them never moves.</summary>
    public double? LogRSquared { get; init; }

    /// <summary>QLIKE against the reference model; null for the reference itself.</summary>
    public DieboldMariano? QlikeAgainstReference { get; init; }

    /// <summary>Squared error against the reference model; null for the reference itself.</summary>
    public DieboldMariano? SquaredErrorAgainstReference { get; init; }

    /// <summary>What correction the forecasts would need; null where they never move.</summary>
    public MincerZarnowitz? Calibration { get; init; }
}
