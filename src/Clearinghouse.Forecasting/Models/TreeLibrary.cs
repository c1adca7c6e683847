namespace Clearinghouse.Forecasting.Models;

/// <summary>Who grows the trees.</summary>
public enum TreeLibrary
{
    /// <summary>FastTree (MART), managed code.</summary>
    FastTree = 0,

    /// <summary>LightGBM, a native library.</summary>
    LightGbm = 1,
}
