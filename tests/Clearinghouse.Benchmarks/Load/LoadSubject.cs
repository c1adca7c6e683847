using Clearinghouse.Benchmarks.Workloads;
using Clearinghouse.Storage;

namespace Clearinghouse.Benchmarks.Load;

/// <summary>A workload on a database.</summary>
/// <param name="Database">The database.</param>
/// <param name="Workload">The workload.</param>
internal sealed record LoadSubject(DatabaseKind Database, IWorkload Workload)
{
    /// <summary>Both names.</summary>
    public override string ToString() => $"{Workload.Name} on {Database}";
}
