namespace Clearinghouse.Benchmarks.Load;

/// <summary>One repetition of one workload.</summary>
/// <param name="PerSecond">Units done within the window, per second.</param>
/// <param name="SettledPerSecond">Units done from the first call on, per second until nothing was left to do.</param>
/// <param name="P50Ms">Median latency of the calls that began in the window, in milliseconds; null when none did and succeeded.</param>
/// <param name="P99Ms">The same, 99th percentile.</param>
/// <param name="FailedCalls">Calls that threw or were refused, in the window or around it.</param>
/// <param name="FirstFailure">What the first of them said; null when there was none.</param>
internal sealed record LoadSample(double PerSecond, double SettledPerSecond, double? P50Ms, double? P99Ms, long FailedCalls, string? FirstFailure);
