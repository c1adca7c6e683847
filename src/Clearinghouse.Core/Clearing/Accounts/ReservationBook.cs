using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>Margin set aside by one activation of an account. Soft state: a new activation asks the markets again.</summary>
public sealed class ReservationBook
{
    private readonly Dictionary<(MarketId, TradeKey), Reservation> _reservations = [];

    /// <summary>Every reservation that stands.</summary>
    public IReadOnlyCollection<Reservation> All => _reservations.Values;

    /// <summary>How many stand.</summary>
    public int Count => _reservations.Count;

    /// <summary>What is set aside for a trade; null for nothing.</summary>
    public Reservation? Find(MarketId market, TradeKey trade) => _reservations.GetValueOrDefault((market, trade));

    /// <summary>Sets aside, or replaces what was set aside for the same trade.</summary>
    public void Put(Reservation reservation) => _reservations[(reservation.Market, reservation.Trade)] = reservation;

    /// <summary>Lets go: the trade was applied, or will not happen.</summary>
    public bool Release(MarketId market, TradeKey trade) => _reservations.Remove((market, trade));

    /// <summary>Markets with a reservation past its time: they must be asked before anything is let go.</summary>
    public IReadOnlyCollection<MarketId> MarketsToAskAt(DateTimeOffset now) =>
        _reservations.Values.Where(reservation => reservation.LapsesAt <= now).Select(reservation => reservation.Market).ToHashSet();

    /// <summary>
    /// After a market's complete answer: for what it is settling margin is set aside, and what is past its time and neither settling nor in flight lapses.
    /// </summary>
    /// <returns>The trades whose reservation lapsed.</returns>
    public IReadOnlyCollection<TradeKey> Reconcile(MarketId market, LegsAnswer answer, DateTimeOffset now)
    {
        var alive = answer.Settling.Concat(answer.InFlight).Select(reservation => reservation.Trade).ToHashSet();
        foreach (var reservation in answer.Settling) Put(reservation);
        var lapsed = _reservations.Values
            .Where(reservation => reservation.Market == market && reservation.LapsesAt <= now && !alive.Contains(reservation.Trade))
            .Select(reservation => reservation.Trade)
            .ToList();
        foreach (var trade in lapsed) _reservations.Remove((market, trade));
        return lapsed;
    }
}
