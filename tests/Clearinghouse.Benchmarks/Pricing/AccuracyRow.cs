namespace Clearinghouse.Benchmarks.Pricing;

/// <summary>The largest errors against the formula in 113-bit arithmetic.</summary>
/// <param name="By">Whose formula.</param>
/// <param name="Price">In terms of discount × max(forward, strike).</param>
/// <param name="RelativePrice">In terms of the price, of options worth at least a millionth of that.</param>
/// <param name="Delta">In terms of the discount.</param>
/// <param name="Gamma">In terms of discount / (forward × total standard deviation).</param>
/// <param name="Vega">In terms of discount × forward × √years.</param>
internal sealed record AccuracyRow(string By, double Price, double RelativePrice, double Delta, double Gamma, double Vega);
