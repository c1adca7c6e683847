namespace Clearinghouse.Core.Oracles;

/// <summary>What became of a report.</summary>
/// <param name="Report">The report.</param>
/// <param name="Exclusion">Why it has no part in the index price, or <see cref="OracleExclusion.None"/>.</param>
public readonly record struct OracleVote(OracleReport Report, OracleExclusion Exclusion)
{
    /// <summary>Whether the report has a part in the index price.</summary>
    public bool IsUsed => Exclusion == OracleExclusion.None;
}
