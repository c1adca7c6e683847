using System.Collections.Immutable;
using Clearinghouse.Core.Audit;

namespace Clearinghouse.Cli.Verification;

/// <summary>What verification read, and what it found.</summary>
/// <param name="Journals">Journals read.</param>
/// <param name="Segments">Segments whose hash and link were checked.</param>
/// <param name="Events">Events refolded.</param>
/// <param name="Snapshots">Snapshots compared with their fold.</param>
/// <param name="Pools">Conservation, per pool.</param>
/// <param name="Fault">The first thing wrong; null when everything holds.</param>
public sealed record VerificationReport(
    int Journals, long Segments, long Events, int Snapshots, ImmutableArray<PoolAudit> Pools, VerificationFault? Fault)
{
    /// <summary>True when everything holds.</summary>
    public bool Holds => Fault is null;
}
