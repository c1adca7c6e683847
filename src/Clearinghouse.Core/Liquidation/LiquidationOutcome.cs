namespace Clearinghouse.Core.Liquidation;

/// <summary>Where a plan leaves the account.</summary>
public enum LiquidationOutcome
{
    /// <summary>It is at its target already: nothing is closed.</summary>
    NotNeeded = 0,

    /// <summary>It is at its target.</summary>
    Restored = 1,

    /// <summary>It is short, and limits, depth or doubtful marks let no more be closed now: to be planned again.</summary>
    Limited = 2,

    /// <summary>Nothing restores it: every position is closed, and it is short all the same.</summary>
    FullClosure = 3,

    /// <summary>It is short, and closing more would cost more than it relieves: what is left needs another way out.</summary>
    Exhausted = 4,
}
