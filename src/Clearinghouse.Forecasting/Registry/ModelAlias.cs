namespace Clearinghouse.Forecasting.Registry;

/// <summary>A name that stands for one version at a time.</summary>
public enum ModelAlias
{
    /// <summary>The version that margin is to be made of.</summary>
    Champion = 0,

    /// <summary>The version that forecasts beside it, without effect.</summary>
    Challenger = 1,
}
