using Clearinghouse.Benchmarks.Load;

namespace Clearinghouse.Benchmarks.Liquidations;

/// <summary>One repetition on one database.</summary>
/// <param name="Seconds">From the price until the last account was done, or until it would have been, in seconds.</param>
/// <param name="Tally">What became of the accounts; null where the pool has no policy.</param>
/// <param name="Before">Clearing in the other market before the price.</param>
/// <param name="During">Between the price and the last account.</param>
/// <param name="After">After the last account.</param>
internal sealed record LiquidationRun(double Seconds, LiquidationTally? Tally, WindowSample Before, WindowSample During, WindowSample After);
