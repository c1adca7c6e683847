using System.Collections.Immutable;
using Clearinghouse.Core.Audit;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Verification;

/// <summary>What verification read, and what it found.</summary>
/// <param name="Journals">Journals read.</param>
/// <param name="Segments">Segments whose hash and link were checked.</param>
/// <param name="Events">Events refolded.</param>
/// <param name="Snapshots">Snapshots compared with their fold.</param>
/// <param name="FundingPaid">Funding that accounts paid when they settled; what the others received for it is not taken off.</param>
/// <param name="MarginCalls">How often an account was called for margin.</param>
/// <param name="Pools">Conservation, per pool and contract; empty when a fault came first.</param>
/// <param name="Fault">The first thing wrong; null when everything holds.</param>
public sealed record VerificationReport(
    int Journals, long Segments, long Events, int Snapshots, Amount FundingPaid, long MarginCalls, ImmutableArray<PoolAudit> Pools, VerificationFault? Fault)
{
    /// <summary>True when everything holds.</summary>
    public bool Holds => Fault is null;

    /// <summary>What was created or lost, over all pools: zero, or something is wrong. Null when a fault came before it could be computed.</summary>
    public Amount? ConservationResidual => Fault is not null && Pools.IsEmpty ? null : Pools.Aggregate(Amount.Zero, (sum, pool) => sum + pool.Residual.Abs());
}
