using Clearinghouse.Benchmarks.Load;
using Clearinghouse.Storage;

namespace Clearinghouse.Benchmarks.Liquidations;

/// <summary>Clearing in the other market in one window, beside the same load on a pool without a policy: medians.</summary>
/// <param name="Database">The database.</param>
/// <param name="Window">Before, during or after.</param>
/// <param name="Clearing">With liquidations.</param>
/// <param name="Peer">Without.</param>
internal sealed record ClearingRow(DatabaseKind Database, string Window, WindowSample Clearing, WindowSample Peer)
{
    /// <summary>The rate in terms of the peer's.</summary>
    public double TimesPeerRate => Clearing.PerSecond / Peer.PerSecond;

    /// <summary>The median latency in terms of the peer's; null when nothing succeeded.</summary>
    public double? TimesPeerP50 => Clearing.P50Ms / Peer.P50Ms;

    /// <summary>The 99th percentile in terms of the peer's; null when nothing succeeded.</summary>
    public double? TimesPeerP99 => Clearing.P99Ms / Peer.P99Ms;
}
