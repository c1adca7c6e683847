namespace Clearinghouse.MarketData.Quality;

/// <summary>What makes a single bar unusable. Where several hold, the first here is named.</summary>
public enum BarDefect
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A price is zero or below.</summary>
    PriceNotPositive = 1,

    /// <summary>The high is below the low, the open or the close, or the low is above one of them.</summary>
    HighLowCrossed = 2,

    /// <summary>The volume is below zero.</summary>
    VolumeNegative = 3,

    /// <summary>It opens at the same time as the bar before it.</summary>
    Duplicate = 4,

    /// <summary>It opens before the bar before it.</summary>
    TimeDescending = 5,
}
