using Clearinghouse.Storage;

namespace Clearinghouse.Benchmarks.Load;

/// <summary>What a run measures, and how long.</summary>
/// <param name="Databases">On which databases.</param>
/// <param name="Workloads">Which workloads, by name.</param>
/// <param name="InFlight">With how many calls in flight; each a section of the table.</param>
/// <param name="Repetitions">How often each is measured.</param>
/// <param name="Window">How long one repetition counts.</param>
/// <param name="WarmUp">How long each workload runs before the first repetition of a section, and before the first section.</param>
/// <param name="Folder">Where SQLite files go.</param>
internal sealed record LoadOptions(
    IReadOnlyList<DatabaseKind> Databases,
    IReadOnlyList<string> Workloads,
    IReadOnlyList<int> InFlight,
    int Repetitions,
    TimeSpan Window,
    TimeSpan WarmUp,
    DirectoryInfo Folder)
{
    /// <summary>How long callers call before a repetition counts.</summary>
    public TimeSpan LeadIn => Window / 8;
}
