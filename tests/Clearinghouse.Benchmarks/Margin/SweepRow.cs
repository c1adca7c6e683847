namespace Clearinghouse.Benchmarks.Margin;

/// <summary>How long a shard's sweep after one snapshot takes, on one core.</summary>
/// <param name="Accounts">Accounts, with three positions each.</param>
/// <param name="FullMs">Every account evaluated exactly.</param>
/// <param name="SkippingMs">Those that can't be short skipped by the quick bound, as shards do.</param>
/// <param name="Exact">Accounts that had to be evaluated exactly all the same.</param>
/// <param name="StressMs">Every account under every stress event.</param>
internal sealed record SweepRow(int Accounts, double FullMs, double SkippingMs, int Exact, double StressMs);
