using Clearinghouse.Cli.Replay;

namespace Clearinghouse.Cli.Episodes;

/// <summary>What came of an episode.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Comparison">Fixed margin beside margin that follows forecasts.</param>
public sealed record EpisodeOutcome(string Name, ReplayComparison Comparison);
