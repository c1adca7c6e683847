namespace Clearinghouse.Core.Auctions;

/// <summary>How an auction ended.</summary>
public enum AuctionOutcome
{
    /// <summary>Everything that was for sale was taken.</summary>
    SoldOut = 0,

    /// <summary>The account needs it no longer: it is back at its target.</summary>
    Restored = 1,

    /// <summary>The time was over and something is left: backstops and the pool's own book are next.</summary>
    Expired = 2,
}
