namespace Clearinghouse.Forecasting.Margins;

/// <summary>What of the past a quantile is taken of, and how often.</summary>
/// <param name="Periods">How many of the last periods count, at least <paramref name="ObservationsMin"/>.</param>
/// <param name="ObservationsMin">With fewer there is no quantile.</param>
/// <param name="RefreshPeriods">It is taken at the end of every so many periods, counted from the first one, and used until then; one or more.</param>
public sealed record QuantileWindow(int Periods, int ObservationsMin, int RefreshPeriods);
