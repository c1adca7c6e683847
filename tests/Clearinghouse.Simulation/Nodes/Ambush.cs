using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Simulation.Nodes;

/// <summary>Kills at the moments of a bid at which chance seldom strikes: the auctioned account, the bidder, or a market.</summary>
internal sealed class Ambush(World world, Cluster cluster)
{
    private const double Strikes = 0.06;

    private readonly Dictionary<BidMoment, int> _struck = [];

    /// <summary>By moment, how often somebody died.</summary>
    public IReadOnlyDictionary<BidMoment, int> Struck => _struck;

    /// <summary>A bid has come to a moment.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="account">Whose portfolio is sold.</param>
    /// <param name="bidder">Who bids.</param>
    public void At(BidMoment moment, AccountId account, AccountId bidder)
    {
        if (!world.Fault(Strikes)) return;
        string[] victims = [$"account/{account}", $"account/{bidder}", $"market/{Terms.Markets[world.Draw(Terms.Markets.Length)]}"];
        _struck[moment] = _struck.GetValueOrDefault(moment) + 1;
        cluster.Kill(victims[world.Draw(victims.Length)], $"in ambush, a bid is {moment}");
    }
}
