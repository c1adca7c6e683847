namespace Clearinghouse.Benchmarks.Load;

/// <summary>A load within a window.</summary>
/// <param name="PerSecond">Units done within it, per second.</param>
/// <param name="P50Ms">Median latency of the calls that began in it, in milliseconds; null when none did and succeeded.</param>
/// <param name="P99Ms">The same, 99th percentile.</param>
internal sealed record WindowSample(double PerSecond, double? P50Ms, double? P99Ms);
