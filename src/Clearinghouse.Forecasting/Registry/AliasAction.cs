namespace Clearinghouse.Forecasting.Registry;

/// <summary>How an alias came to stand for a version.</summary>
public enum AliasAction
{
    /// <summary>It was given to that version.</summary>
    Promote = 0,

    /// <summary>It went back to the version that had it before.</summary>
    Rollback = 1,
}
