namespace Clearinghouse.Forecasting.Margins;

/// <summary>Which way a position faces.</summary>
public enum PositionSide
{
    /// <summary>It loses when the price falls.</summary>
    Long = 0,

    /// <summary>It loses when the price rises.</summary>
    Short = 1,
}
