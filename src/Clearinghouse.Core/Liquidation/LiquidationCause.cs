namespace Clearinghouse.Core.Liquidation;

/// <summary>Why a liquidation began. It also says when it ends: what was not covered has to be.</summary>
public enum LiquidationCause
{
    /// <summary>Equity fell below maintenance margin; the way back is maintenance margin and a buffer.</summary>
    BelowMaintenance = 0,

    /// <summary>A call's deadline passed; the way back is initial margin.</summary>
    CallExpired = 1,
}
