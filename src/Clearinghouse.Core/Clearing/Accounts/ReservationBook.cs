using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>
/// Margin set aside by one activation of an account. Soft state: a new activation asks the markets again. A market may try a trade several times; each attempt is kept by itself, because a message
/// about an earlier one may be overtaken by a later one.
/// </summary>
public sealed class ReservationBook
{
    private readonly Dictionary<(MarketId, TradeKey), ImmutableArray<Reservation>> _attempts = [];

    /// <summary>What margin is needed for. A trade happens once, so attempts at the same fill count once.</summary>
    public IReadOnlyCollection<Reservation> All
    {
        get
        {
            var all = new List<Reservation>(_attempts.Count);
            foreach (var attempts in _attempts.Values)
            {
                if (attempts.Length == 1) all.Add(attempts[0]);
                else all.AddRange(attempts.DistinctBy(attempt => attempt.Fill));
            }

            return all;
        }
    }

    /// <summary>For how many trades margin is set aside.</summary>
    public int Count => _attempts.Count;

    /// <summary>True when margin is set aside for this fill, at whichever attempt.</summary>
    public bool Holds(Reservation reservation) => Find(reservation.Market, reservation.Trade).Any(attempt => attempt.Fill == reservation.Fill);

    /// <summary>The attempts at a trade for which margin is set aside; empty for none.</summary>
    public ImmutableArray<Reservation> Find(MarketId market, TradeKey trade) => _attempts.GetValueOrDefault((market, trade), []);

    /// <summary>Sets aside for an attempt.</summary>
    public void Put(Reservation reservation)
    {
        var attempts = Find(reservation.Market, reservation.Trade);
        if (!attempts.Contains(reservation)) Set(reservation.Market, reservation.Trade, attempts.Add(reservation));
    }

    /// <summary>Lets go of all attempts at a trade: it was applied.</summary>
    public bool Release(MarketId market, TradeKey trade) => _attempts.Remove((market, trade));

    /// <summary>Lets go of one attempt: it will not happen.</summary>
    public void Release(Reservation reservation) => Set(reservation.Market, reservation.Trade, Find(reservation.Market, reservation.Trade).Remove(reservation));

    /// <summary>Markets with a reservation past its time: they must be asked before anything is let go.</summary>
    public IReadOnlyCollection<MarketId> MarketsToAskAt(DateTimeOffset now) =>
        _attempts.Values.SelectMany(attempts => attempts).Where(attempt => attempt.LapsesAt <= now).Select(attempt => attempt.Market).ToHashSet();

    /// <summary>What is set aside in a market for close-outs of the account's own positions.</summary>
    public IReadOnlyCollection<Reservation> ClosingIn(MarketId market) =>
        [.. _attempts.Values.SelectMany(attempts => attempts).Where(attempt => attempt.Market == market && attempt.Role == ReservationRole.Closing)];

    /// <summary>
    /// After a market's complete answer: for what it is settling margin is set aside, and what was past its time when it was asked and is neither settling nor in flight lapses.
    /// </summary>
    /// <param name="market">The market.</param>
    /// <param name="answer">Its answer.</param>
    /// <param name="askedAt">When it was asked: what was set aside since is none of the answer's business.</param>
    /// <param name="closing">What was set aside for close-outs when it was asked (see <see cref="ClosingIn"/>): it lapses at once, because a no to a close-out is taken for final when nothing is set aside for it any more.</param>
    /// <returns>The attempts that lapsed.</returns>
    public IReadOnlyCollection<Reservation> Reconcile(MarketId market, LegsAnswer answer, DateTimeOffset askedAt, IReadOnlyCollection<Reservation>? closing = null)
    {
        var alive = answer.Settling.Concat(answer.InFlight).Select(reservation => reservation.Trade).ToHashSet();
        foreach (var reservation in answer.Settling) Put(reservation);
        var lapsed = _attempts.Values
            .SelectMany(attempts => attempts)
            .Where(attempt => attempt.Market == market && (attempt.LapsesAt <= askedAt || closing?.Contains(attempt) == true) && !alive.Contains(attempt.Trade))
            .ToList();
        foreach (var attempt in lapsed) Release(attempt);
        return lapsed;
    }

    private void Set(MarketId market, TradeKey trade, ImmutableArray<Reservation> attempts)
    {
        if (attempts.IsEmpty) _attempts.Remove((market, trade));
        else _attempts[(market, trade)] = attempts;
    }
}
