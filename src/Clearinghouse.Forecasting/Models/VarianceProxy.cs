namespace Clearinghouse.Forecasting.Models;

/// <summary>Which daily variance an average is made of.</summary>
public enum VarianceProxy
{
    /// <summary>Realised variance.</summary>
    RealisedVariance = 0,

    /// <summary>The square of the day's return.</summary>
    SquaredReturn = 1,

    /// <summary>Parkinson's variance of the day.</summary>
    Parkinson = 2,

    /// <summary>Garman-Klass variance of the day.</summary>
    GarmanKlass = 3,

    /// <summary>Realised range.</summary>
    RealisedRange = 4,
}
