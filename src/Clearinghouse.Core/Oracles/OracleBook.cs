using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Oracles;

/// <summary>
/// The last report of every source. Immutable. It is not journaled: after a restart sources report anew, and until a quorum of them has, the
/// last price goes stale.
/// </summary>
public sealed class OracleBook
{
    private readonly ImmutableSortedDictionary<PrincipalId, OracleReport> _bySource;

    private OracleBook(ImmutableSortedDictionary<PrincipalId, OracleReport> bySource) => _bySource = bySource;

    /// <summary>Nobody has reported.</summary>
    public static OracleBook Empty { get; } = new(ImmutableSortedDictionary<PrincipalId, OracleReport>.Empty);

    /// <summary>The reports, in order of source.</summary>
    public ImmutableArray<OracleReport> Reports => [.. _bySource.Values];

    /// <summary>The last report of a source, or null.</summary>
    public OracleReport? Find(PrincipalId source) => _bySource.GetValueOrDefault(source);

    /// <summary>The book with a report in place of its source's last.</summary>
    public OracleBook With(OracleReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new(_bySource.SetItem(report.Source, report));
    }
}
