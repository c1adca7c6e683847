namespace Clearinghouse.Benchmarks.Margin;

/// <summary>How long the liquidation planner takes for one account that is short, on one core.</summary>
/// <param name="Mode">How it is margined.</param>
/// <param name="Positions">Positions in perpetuals; in a portfolio, in any contracts.</param>
/// <param name="Milliseconds">The median.</param>
/// <param name="LeastMilliseconds">The fastest repetition.</param>
/// <param name="MostMilliseconds">The slowest repetition.</param>
/// <param name="Restored">The part of the accounts that their plans bring back to their target.</param>
internal sealed record PlanRow(string Mode, int Positions, double Milliseconds, double LeastMilliseconds, double MostMilliseconds, double Restored);
