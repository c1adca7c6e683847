namespace Clearinghouse.Core.Margin.Venues.Comparison;

/// <summary>What a leg is.</summary>
public enum VenueLegType
{
    /// <summary>A perpetual.</summary>
    Perpetual = 0,

    /// <summary>A European call.</summary>
    Call = 1,

    /// <summary>A European put.</summary>
    Put = 2,
}
