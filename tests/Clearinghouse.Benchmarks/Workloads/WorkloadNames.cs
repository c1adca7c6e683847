namespace Clearinghouse.Benchmarks.Workloads;

/// <summary>What is measured, by name.</summary>
internal static class WorkloadNames
{
    public const string Ping = "ping";
    public const string Clear = "clear";
    public const string ClearBatch = "clear-batch";
    public const string Deposit = "deposit";
    public const string Transfer = "transfer";
    public const string WriteState = "write-state";

    /// <summary>All, in the order of the tables.</summary>
    public static IReadOnlyList<string> All { get; } = [Clear, ClearBatch, Deposit, Ping, Transfer, WriteState];
}
