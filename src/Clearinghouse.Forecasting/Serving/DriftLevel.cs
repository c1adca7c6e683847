namespace Clearinghouse.Forecasting.Serving;

/// <summary>How far a model has drifted.</summary>
public enum DriftLevel
{
    /// <summary>Not that one could tell.</summary>
    None = 0,

    /// <summary>Worth a look.</summary>
    Yellow = 1,

    /// <summary>It must not set margin.</summary>
    Red = 2,
}
