using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Simulation.Clients;

/// <summary>
/// What liquidators do: they bid for whatever they have heard to be for sale, several at once and with as little margin as they have, for large shares and small, and repeat old bids in the same words and in others, whatever has
/// become of the auction since.
/// </summary>
internal sealed class Bidders(World world, Client client, Roster roster, IReadOnlyDictionary<AccountId, long> auctions, Func<AccountId, CommandHeader> header)
{
    private const int MostRemembered = 40;

    private readonly List<BidInAuction> _bids = [];

    /// <summary>Does something, or nothing.</summary>
    public void Act()
    {
        if (_bids.Count > 0 && world.Draw(5) == 0) Repeat();
        if (auctions.Count == 0 || world.Draw(3) == 0) return;
        var (account, auction) = auctions.ElementAt(world.Draw(auctions.Count));
        Bid(account, auction);

        // Two bids of one liquidator or of two, in a race.
        if (world.Draw(4) == 0) Bid(account, auction);
    }

    private void Bid(AccountId account, long auction)
    {
        var bidder = roster.Liquidators[world.Draw(roster.Liquidators.Count)];
        var share = world.Draw(12) switch { 0 => Ratio.FromPpm(1), < 5 => Ratio.One, _ => Ratio.FromPpm(50_000 + world.Draw(950_000)) };
        var least = world.Draw(3) == 0 ? Ratio.FromPpm(world.Draw(40_000)) : (Ratio?)null;
        Send(new BidInAuction(header(bidder), account, world.Draw(20) == 0 ? auction + 1 : auction, bidder, share, least));
    }

    /// <summary>In the same words, or for another share under the same id.</summary>
    private void Repeat()
    {
        var bid = _bids[world.Draw(_bids.Count)];
        Send(world.Draw(4) > 0 ? bid : bid with { Share = Ratio.FromPpm(Math.Max(1, bid.Share.Ppm - 1)) });
    }

    private void Send(BidInAuction bid)
    {
        _bids.Add(bid);
        if (_bids.Count > MostRemembered) _bids.RemoveAt(0);
        client.Bid(bid);
    }
}
