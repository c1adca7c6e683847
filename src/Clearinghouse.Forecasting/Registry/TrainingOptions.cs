namespace Clearinghouse.Forecasting.Registry;

/// <summary>What a person chose when a version was trained.</summary>
/// <param name="WarmUpDays">Days of each market before its first forecast in the walk-forward.</param>
/// <param name="HoldOutDays">The last days of the bars, kept from the fit; zero or more.</param>
public sealed record TrainingOptions(int WarmUpDays, int HoldOutDays);
