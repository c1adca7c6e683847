namespace Clearinghouse.Benchmarks.Margin;

/// <summary>How many portfolios per second, on all cores.</summary>
/// <param name="Positions">Positions of each.</param>
/// <param name="StatementsPerSecond">Whole statements by the policy that accounts decide by: the median.</param>
/// <param name="LeastPerSecond">The slowest repetition.</param>
/// <param name="MostPerSecond">The fastest repetition.</param>
/// <param name="SweptPerSecond">Portfolios that a shard's sweep clears by the quick bound, without a statement: the median.</param>
/// <param name="PlainPerSecond">A plain SIMD loop that adds up the same vectors and takes the largest loss, and nothing else.</param>
internal sealed record StatementRow(int Positions, double StatementsPerSecond, double LeastPerSecond, double MostPerSecond, double SweptPerSecond, double PlainPerSecond)
{
    /// <summary>How many times longer a statement takes than the plain loop.</summary>
    public double TimesPlain => PlainPerSecond / StatementsPerSecond;

    /// <summary>How many times longer a sweep of one portfolio takes than the plain loop.</summary>
    public double SweptTimesPlain => PlainPerSecond / SweptPerSecond;
}
