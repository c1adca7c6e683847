using Clearinghouse.Core.Audit;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Verification;

/// <summary>A verification as a JSON document, schema <c>clearinghouse.verify/1</c>.</summary>
public sealed record VerificationDocument(
    string Schema, bool Holds, int Journals, long Segments, long Events, int Snapshots, Amount? ConservationResidual, IReadOnlyList<PoolAudit> Pools, VerificationFault? Fault)
{
    /// <summary>The document of a report.</summary>
    public static VerificationDocument From(VerificationReport report) => new(
        "clearinghouse.verify/1",
        report.Holds,
        report.Journals,
        report.Segments,
        report.Events,
        report.Snapshots,
        report.ConservationResidual,
        report.Pools,
        report.Fault);
}
