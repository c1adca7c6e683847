using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Simulation.Nodes;

namespace Clearinghouse.Simulation.Audit;

/// <summary>
/// The auditor's own reading of auctions, from journals and in its own arithmetic: who was allowed to bid, when, for how much and at what price; that what a bid takes is its share of every position; that its margin was pledged; and
/// that whoever stood up is named in the claim.
/// </summary>
internal sealed class AuctionAudit
{
    private readonly Disk _disk;
    private readonly PledgeWitness _witness;
    private readonly Dictionary<MarketId, MarketPast> _markets;
    private readonly DefaultPolicy? _policy;
    private readonly Dictionary<AccountId, List<(DateTimeOffset At, VenueId? Venue)>> _registered = [];
    private readonly Dictionary<DefaultId, DefaultClaim> _claims = [];

    /// <summary>Reads a disk.</summary>
    public AuctionAudit(Disk disk, PledgeWitness witness)
    {
        (_disk, _witness) = (disk, witness);
        foreach (var (_, e) in disk.Read<PoolEvent>(JournalId.ForPool(Terms.Pool)))
        {
            if (e is DefaultsConfigured configured) _policy = configured.Command.Policy;
            if (e is LossAllocated allocated) _claims[allocated.Claim.Default] = allocated.Claim;
            if (e is not LiquidatorRegistered { Command: var register }) continue;
            if (!_registered.TryGetValue(register.Account, out var past)) _registered[register.Account] = past = [];
            past.Add((e.At, register.Venue));
        }

        _markets = _policy?.Auction is null ? [] : Terms.Markets.ToDictionary(market => market, market => new MarketPast(disk, market));
    }

    /// <summary>Checks every account.</summary>
    /// <exception cref="SimulationFailureException">The first thing wrong.</exception>
    public void Check()
    {
        if (_policy?.Auction is null) return;
        foreach (var journal in _disk.Journals.Where(journal => journal.Kind == "account"))
            new AccountAuctions(AccountId.Create(journal.Key), _policy, _markets, _witness, VenueOf, _claims).Check([.. _disk.Read<AccountEvent>(journal).Select(read => read.Event)]);
    }

    /// <summary>The member that a liquidator stands for; fails for an account that is none.</summary>
    private VenueId? VenueOf(AccountId bidder, DateTimeOffset at)
    {
        var past = _registered.GetValueOrDefault(bidder)?.FindAll(known => known.At <= at);
        SimulationFailureException.ThrowUnless(past is { Count: > 0 }, $"{bidder} bid and is no liquidator");
        return past![^1].Venue;
    }
}
