namespace Clearinghouse.Forecasting.Models;

/// <summary>One day of one market among many.</summary>
/// <param name="Values">What the model is told.</param>
/// <param name="Target">ln of the next day's realised variance, less the market's long-run mean.</param>
internal sealed record PooledRow(double[] Values, double Target);
