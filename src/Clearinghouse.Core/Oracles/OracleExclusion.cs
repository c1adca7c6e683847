namespace Clearinghouse.Core.Oracles;

/// <summary>Why a report has no part in the index price. Where several hold, the first of this order is given.</summary>
public enum OracleExclusion
{
    /// <summary>It has a part.</summary>
    None = 0,

    /// <summary>The source is none of the policy's.</summary>
    UnknownSource = 1,

    /// <summary>Observed later than now, beyond what clocks may differ.</summary>
    FromTheFuture = 2,

    /// <summary>The source said something newer.</summary>
    Superseded = 3,

    /// <summary>Older than the policy allows.</summary>
    Stale = 4,

    /// <summary>The price is 0 or below.</summary>
    NotPositive = 5,

    /// <summary>The source is less sure than the policy asks, or its confidence is not between 0 and 1.</summary>
    LowConfidence = 6,

    /// <summary>Further from the median of the fresh reports than the policy allows.</summary>
    Outlier = 7,
}
