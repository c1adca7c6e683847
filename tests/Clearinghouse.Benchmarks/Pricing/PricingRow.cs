namespace Clearinghouse.Benchmarks.Pricing;

/// <summary>How fast one formula is.</summary>
/// <param name="Options">Options in a pass.</param>
/// <param name="WithSensitivities">Whether more than the price is computed.</param>
/// <param name="By">Whose formula, and what it computes.</param>
/// <param name="PerSecond">Options per second on one core: the median.</param>
/// <param name="LeastPerSecond">The slowest repetition.</param>
/// <param name="MostPerSecond">The fastest repetition.</param>
/// <param name="TimesQuantLib">The median in terms of QuantLib's faster way to the same; null where that was not measured.</param>
internal sealed record PricingRow(int Options, bool WithSensitivities, string By, double PerSecond, double LeastPerSecond, double MostPerSecond, double? TimesQuantLib);
