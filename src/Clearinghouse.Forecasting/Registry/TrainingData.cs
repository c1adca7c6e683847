namespace Clearinghouse.Forecasting.Registry;

/// <summary>Bars that a model was trained on.</summary>
/// <param name="Symbol">The market.</param>
/// <param name="Sha256">Of the file, in hexadecimal.</param>
/// <param name="FirstDay">The first whole day.</param>
/// <param name="LastDay">The last whole day.</param>
/// <param name="Days">How many.</param>
public sealed record TrainingData(string Symbol, string Sha256, DateOnly FirstDay, DateOnly LastDay, int Days);
