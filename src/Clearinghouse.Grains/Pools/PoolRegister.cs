using System.Collections.Immutable;
using Clearinghouse.Abstractions.Pools;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Grains.Timers;

namespace Clearinghouse.Grains.Pools;

/// <summary>A pool's register of markets, and of members from before admissions were journaled. Written whole, one write at a time, and not shown while it is being written. Used from one pool's turns only.</summary>
/// <param name="state">Where it is stored.</param>
/// <param name="fail">Ends the activation: a write that failed leaves the register unknown.</param>
internal sealed class PoolRegister(IPersistentState<PoolRegistry> state, Action fail)
{
    private readonly TurnQueue _turns = new();

    /// <summary>The markets, as of now.</summary>
    public IEnumerable<MarketId> Markets => state.State.Markets.Select(MarketId.Create).ToList();

    /// <summary>A pool with everything that the register and its journal know.</summary>
    public async Task<PoolSummary> Summarise(PoolLedger ledger)
    {
        var (venues, markets) = await Read();
        var statuses = ledger.Rules.Protocols.Venues.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Status == ProtocolStatus.Active));
        return new PoolSummary(ledger.Pool, venues.SetItems(statuses), markets, ledger.Funds.ToImmutableSortedDictionary(), ledger.Contributions);
    }

    /// <summary>The members of before, and the markets.</summary>
    public Task<(ImmutableSortedDictionary<VenueId, bool> Venues, ImmutableArray<MarketId> Markets)> Read() =>
        InTurn(() => Task.FromResult((state.State.Venues.ToImmutableSortedDictionary(pair => VenueId.Create(pair.Key), pair => pair.Value), Markets.ToImmutableArray())));

    /// <summary>A venue by the register alone.</summary>
    public async Task<ProtocolState> StateOf(VenueId venue)
    {
        var registered = await InTurn(() => Task.FromResult(state.State.Venues.TryGetValue(venue.Value, out var isActive) ? isActive : (bool?)null));
        return new ProtocolState(venue, registered switch { true => ProtocolStatus.Active, false => ProtocolStatus.Suspended, null => ProtocolStatus.Unknown }, default, 0);
    }

    /// <summary>The fingerprint of an admission of before; null for none.</summary>
    public Task<string?> FindCommand(string key) => InTurn(() => Task.FromResult(state.State.Commands.TryGetValue(key, out var fingerprint) ? fingerprint : null));

    /// <summary>Adds a market.</summary>
    public Task Add(MarketId market) => InTurn(async () =>
    {
        if (state.State.Markets.Add(market.Value)) await state.WriteStateAsync();
        return true;
    });

    private Task<T> InTurn<T>(Func<Task<T>> work) => _turns.Run(async () =>
    {
        try
        {
            return await work();
        }
        catch
        {
            fail();
            throw;
        }
    });
}
