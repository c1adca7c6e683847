namespace Clearinghouse.Forecasting.Serving;

/// <summary>Why a bar was not taken.</summary>
public enum BarRefusal
{
    /// <summary>It was taken.</summary>
    None = 0,

    /// <summary>It does not begin after the last one.</summary>
    NotNewer = 1,

    /// <summary>It does not begin where bars begin.</summary>
    OffGrid = 2,

    /// <summary>A price is not positive, or the low lies above the high, or open or close lie outside both.</summary>
    Crossed = 3,
}
