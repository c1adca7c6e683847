namespace Clearinghouse.Simulation.Nodes;

/// <summary>The moments of a bid at which somebody may die.</summary>
internal enum BidMoment
{
    /// <summary>The auctioned account has decided what the bid would take, and the bidder is not asked yet.</summary>
    Offered,

    /// <summary>The bidder has set margin aside, and nobody knows of it.</summary>
    Pledged,

    /// <summary>The bid and its order are decided, and not durable.</summary>
    Taken,

    /// <summary>They are durable, and no market knows of them.</summary>
    Durable,

    /// <summary>The markets have answered, and the answers are not booked.</summary>
    Carried,
}
