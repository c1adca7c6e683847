namespace Clearinghouse.Forecasting.Features;

/// <summary>One number that a model is told.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="ValueOf">The number, from what is known at the end of a day.</param>
public sealed record Regressor(string Name, Func<DayFeatures, double> ValueOf);
