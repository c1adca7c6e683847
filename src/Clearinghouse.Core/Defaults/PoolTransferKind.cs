namespace Clearinghouse.Core.Defaults;

/// <summary>What a transfer between a pool and an account is for.</summary>
public enum PoolTransferKind
{
    /// <summary>The defaulter's debt, paid by the layers of the waterfall.</summary>
    LossCovered = 0,

    /// <summary>What a winner gives up: gains haircutting, deleveraging or tear-up.</summary>
    Haircut = 1,

    /// <summary>A part of a recovery, to one that gave something up.</summary>
    Recovery = 2,

    /// <summary>Shares of an insurance tranche that were redeemed.</summary>
    Redemption = 3,

    /// <summary>What the pool's own book gained, taken from it for those who bore a loss.</summary>
    GainReturned = 4,
}
