namespace Clearinghouse.Cli.Replay;

/// <summary>How long a replay took: the one part of its report that differs from run to run.</summary>
/// <param name="ElapsedSeconds">From the first bar read to the end of verification.</param>
/// <param name="TradesPerSecond">Trades cleared durably per second of clearing: of the time between a venue's call and its durable answer.</param>
/// <param name="TradesPerSecondOverall">Trades cleared durably per second of the whole replay.</param>
/// <param name="Shares">Share of the elapsed time by stage.</param>
public sealed record ReplayTiming(double ElapsedSeconds, double TradesPerSecond, double TradesPerSecondOverall, IReadOnlyDictionary<string, double> Shares);
