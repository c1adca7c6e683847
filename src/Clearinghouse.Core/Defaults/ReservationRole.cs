namespace Clearinghouse.Core.Defaults;

/// <summary>What a fill is to the account that margin is asked of.</summary>
public enum ReservationRole
{
    /// <summary>A trade of its own.</summary>
    Trade = 0,

    /// <summary>Its position is closed for it: no margin is asked, and nothing but a reduction is taken.</summary>
    Closing = 1,

    /// <summary>It takes a position over as a committed backstop: margin as for a trade, and a maximum.</summary>
    Backstop = 2,

    /// <summary>It is the pool's own book: no margin is asked.</summary>
    Book = 3,

    /// <summary>It takes a share of a portfolio over that it bid for: margin as for a trade, asked for all its positions together.</summary>
    Bidder = 4,
}
