using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Grains.Accounts;
using Microsoft.Extensions.Logging;

namespace Clearinghouse.Grains.Markets;

/// <summary>
/// Clears batches of trades: admit, reserve with both accounts, novate. One message per account and batch. Used from one market's turns only.
/// </summary>
/// <param name="clearing">The market.</param>
/// <param name="grains">Where accounts are found.</param>
/// <param name="now">The time.</param>
/// <param name="append">Applies and appends an event; returns its sequence.</param>
/// <param name="maxInFlight">Trades decided at one time.</param>
/// <param name="logger">Hears of accounts that do not answer.</param>
internal sealed class TradeClearing(
    MarketClearing clearing, IGrainFactory grains, Func<DateTimeOffset> now, Func<MarketEvent, long> append, int maxInFlight, ILogger logger)
{
    private readonly Dictionary<TradeKey, Task> _deciding = [];

    /// <summary>The task that ends when a trade that is being decided is decided; null when it is not.</summary>
    public Task? Deciding(TradeKey trade) => _deciding.GetValueOrDefault(trade);

    /// <summary>Admits a trade, or answers it.</summary>
    public TradeAdmission Admit(ClearTrade trade, VenueStanding venue, Affiliates affiliates, bool knownToBeNew)
    {
        if (clearing.InFlight.Count >= maxInFlight) return Overloaded(trade);
        return TradeDecider.Admit(clearing.Ledger, clearing.InFlight, trade, venue, affiliates, knownToBeNew, now());
    }

    /// <summary>Admits a close-out, or answers it.</summary>
    public TradeAdmission Admit(CloseOut order, bool knownToBeNew)
    {
        if (clearing.InFlight.Count >= maxInFlight) return Overloaded(order.Trade);
        return CloseOutDecider.Admit(clearing.Ledger, clearing.InFlight, order, knownToBeNew, now());
    }

    /// <summary>Marks a trade as being decided until the task ends.</summary>
    public void Begin(InFlightTrade trade, Task decided)
    {
        clearing.InFlight.Add(trade);
        _deciding[trade.Trade.Key] = decided;
    }

    /// <summary>Reserves for admitted trades and novates those for which both accounts set margin aside. Outcomes are not durable yet.</summary>
    public async Task<IReadOnlyList<ClearOutcome>> Decide(IReadOnlyList<InFlightTrade> trades)
    {
        try
        {
            var answers = await Reserve(trades);
            var released = new Dictionary<AccountId, List<Reservation>>();
            var outcomes = trades.Select(trade => Decide(trade, answers, released)).ToList();
            foreach (var (account, reservations) in released)
                grains.GetGrain<IAccountClearing>(account.Value).Release([.. reservations]).Ignore();
            return outcomes;
        }
        finally
        {
            foreach (var trade in trades) End(trade.Trade.Key);
        }
    }

    /// <summary>The trade is no longer being decided.</summary>
    public void End(TradeKey trade)
    {
        clearing.InFlight.Remove(trade);
        _deciding.Remove(trade);
    }

    private ClearOutcome Decide(
        InFlightTrade trade, Dictionary<(AccountId, TradeKey), ReservationAnswer> answers, Dictionary<AccountId, List<Reservation>> released)
    {
        var (buyer, seller) = (trade.Trade.Buyer, trade.Trade.Seller);
        var refusal = Check(buyer, answers[(buyer, trade.Trade.Key)]) ?? Check(seller, answers[(seller, trade.Trade.Key)]);
        if (refusal is null)
        {
            var decision = TradeDecider.Novate(clearing.Ledger, trade, now());
            if (decision.Refusal is null)
            {
                clearing.Settling.Add(trade);
                return new ClearOutcome(trade.Trade.TradeId, ClearStatus.Created, append(decision.Events[0]));
            }

            refusal = decision.Refusal;
        }

        Release(buyer, trade.Buyer);
        Release(seller, trade.Seller);
        return ClearOutcome.Refused(trade.Trade.TradeId, refusal);

        void Release(AccountId account, Reservation reservation)
        {
            // Who refused holds nothing; who did not answer may hold something.
            if (answers[(account, trade.Trade.Key)] is { IsGranted: false, Refusal.Code: not RefusalCode.OutcomeUnknown }) return;
            if (!released.TryGetValue(account, out var reservations)) released[account] = reservations = [];
            reservations.Add(reservation);
        }
    }

    private TradeAdmission Overloaded(ClearTrade trade) => TradeAdmission.Refuse(trade, new Refusal(RefusalCode.Overloaded) { Limit = $"{maxInFlight}" });

    private Refusal? Check(AccountId account, ReservationAnswer answer)
    {
        if (answer.Refusal is not null) return answer.Refusal;
        return clearing.Ledger.IsCurrent(account, answer.Epoch) ? null : new Refusal(RefusalCode.ActivationSuperseded) { Subject = account.Value };
    }

    private async Task<Dictionary<(AccountId, TradeKey), ReservationAnswer>> Reserve(IReadOnlyList<InFlightTrade> trades)
    {
        var byAccount = trades
            .SelectMany(trade => new[] { (Account: trade.Trade.Buyer, Reservation: trade.Buyer), (Account: trade.Trade.Seller, Reservation: trade.Seller) })
            .GroupBy(asked => asked.Account, asked => asked.Reservation)
            .Select(group => (Account: group.Key, Reservations: group.ToImmutableArray()))
            .ToList();
        var answered = await Task.WhenAll(byAccount.Select(asked => Ask(asked.Account, asked.Reservations)));
        var answers = new Dictionary<(AccountId, TradeKey), ReservationAnswer>(trades.Count * 2);
        for (var i = 0; i < byAccount.Count; i++)
            for (var j = 0; j < answered[i].Length; j++) answers.Add((byAccount[i].Account, byAccount[i].Reservations[j].Trade), answered[i][j]);
        return answers;
    }

    private async Task<ImmutableArray<ReservationAnswer>> Ask(AccountId account, ImmutableArray<Reservation> reservations)
    {
        try
        {
            return await grains.GetGrain<IAccountClearing>(account.Value).Reserve(reservations);
        }
        catch (Exception error)
        {
            // The trade is not novated, so nothing is lost: the account lets go of whatever it set aside when it hears so, or when it lapses.
            logger.LogWarning(error, "market/{Market}: {Account} did not answer {Count} reservations", clearing.Ledger.Market, account, reservations.Length);
            var refusal = new Refusal(RefusalCode.OutcomeUnknown) { Subject = account.Value, Detail = "the account did not answer; nothing was cleared, ask again" };
            return [.. reservations.Select(_ => new ReservationAnswer(0, refusal))];
        }
    }
}
