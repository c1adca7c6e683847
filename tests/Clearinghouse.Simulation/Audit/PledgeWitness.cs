using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;

namespace Clearinghouse.Simulation.Audit;

/// <summary>
/// What accounts were heard to pledge for bids, and to let go again: pledges stand in no journal. A pledge is kept until the fill, its release, its lapse or the death of the activation that gave it.
/// </summary>
internal sealed class PledgeWitness
{
    private readonly HashSet<(AccountId Bidder, Reservation Fill)> _granted = [];
    private readonly Dictionary<(object Activation, MarketId Market, TradeKey Trade), Reservation> _kept = [];
    private readonly Dictionary<(AccountId Account, long Order), ImmutableArray<Reservation>> _inFlight = [];

    /// <summary>An account has pledged.</summary>
    public void Granted(object activation, AccountId bidder, ImmutableArray<Reservation> fills)
    {
        foreach (var fill in fills)
        {
            _granted.Add((bidder, FillOf(fill)));
            _kept[(activation, fill.Market, fill.Trade)] = fill;
        }
    }

    /// <summary>An account was told to let go, or took the fill.</summary>
    public void Ended(object activation, MarketId market, TradeKey trade) => _kept.Remove((activation, market, trade));

    /// <summary>A market has asked for a fill that was pledged, and was answered.</summary>
    /// <exception cref="SimulationFailureException">The activation that pledged it refuses.</exception>
    public void Asked(object activation, Reservation reservation, Refusal? refusal, DateTimeOffset now)
    {
        if (refusal is null || !_kept.TryGetValue((activation, reservation.Market, reservation.Trade), out var pledged) || pledged.LapsesAt <= now || FillOf(pledged) != FillOf(reservation)) return;
        throw new SimulationFailureException($"{reservation.Trade} was pledged until {pledged.LapsesAt:O}, and is refused with {refusal.Code}");
    }

    /// <summary>An auctioned account has decided to take a bid, with these trades in flight.</summary>
    public void Decided(AccountId account, long order, ImmutableArray<Reservation> inFlight) => _inFlight[(account, order)] = inFlight;

    /// <summary>The account's trades that were in flight when the bid of an order was decided.</summary>
    public ImmutableArray<Reservation> InFlightAt(AccountId account, long order) => _inFlight[(account, order)];

    /// <summary>Whether the taker of a close-out was heard to pledge exactly this fill.</summary>
    public bool WasPledged(CloseOut trade) => _granted.Contains((trade.Taker, FillOf(trade.Taking(Terms.Pool, default))));

    private static Reservation FillOf(Reservation reservation) => reservation with { LapsesAt = default };
}
