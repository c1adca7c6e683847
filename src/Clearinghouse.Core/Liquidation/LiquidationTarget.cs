namespace Clearinghouse.Core.Liquidation;

/// <summary>What a liquidation has to restore.</summary>
public enum LiquidationTarget
{
    /// <summary>Maintenance margin and a buffer.</summary>
    Maintenance = 0,

    /// <summary>Initial margin.</summary>
    Initial = 1,
}
