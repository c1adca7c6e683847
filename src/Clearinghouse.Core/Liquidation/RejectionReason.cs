namespace Clearinghouse.Core.Liquidation;

/// <summary>Why something is not closed, or not by itself.</summary>
public enum RejectionReason
{
    /// <summary>It restores the account, at a higher cost than the plan.</summary>
    CostsMore = 0,

    /// <summary>By itself it does not restore the account.</summary>
    NotEnough = 1,

    /// <summary>Closing any of it raises the requirement, or the risk beneath its floors: it hedges what is left.</summary>
    RaisesRequirement = 2,

    /// <summary>Closing any of it costs more than it relieves.</summary>
    CostsMoreThanItRelieves = 3,

    /// <summary>A limit of market, window, contract or step lets not one lot pass.</summary>
    Limit = 4,

    /// <summary>The market's mark is unreliable.</summary>
    MarkUnreliable = 5,

    /// <summary>The market's depth is not known.</summary>
    DepthUnknown = 6,

    /// <summary>The contract has expired: it waits for its settlement.</summary>
    Expired = 7,
}
