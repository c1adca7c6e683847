namespace Clearinghouse.Cli.Replay;

/// <summary>How a trader behaves.</summary>
internal enum TraderKind
{
    /// <summary>Buys what rose.</summary>
    TrendFollower,

    /// <summary>Buys what fell.</summary>
    MeanReverter,

    /// <summary>Long on one venue and short on another: nothing to gain, and little margin where both are cleared in one pool.</summary>
    Hedger,

    /// <summary>A trend follower who takes all the leverage there is.</summary>
    OverLeveraged,

    /// <summary>Takes over what is liquidated, and trades it away again, a tenth at a time.</summary>
    Backstop,

    /// <summary>Bids for what is auctioned, and trades it away as a backstop does.</summary>
    Liquidator,

    /// <summary>The rest of the market: takes up what those who took positions over trade away and no trader wants, as far as the market is deep.</summary>
    RestOfMarket,
}
