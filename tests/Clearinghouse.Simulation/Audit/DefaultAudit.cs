using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Simulation.Nodes;

namespace Clearinghouse.Simulation.Audit;

/// <summary>
/// The auditor's own reading of defaults: who closed what, whether the market and the account say the same of it, and that every account booked exactly what the pool's journal says that it pays and gets, each once.
/// </summary>
internal sealed class DefaultAudit
{
    private readonly Disk _disk;
    private readonly LayerAudit _layers = new();
    private readonly Dictionary<TradeKey, (long Sequence, ClearTrade Trade)> _cleared = [];

    /// <summary>Reads a disk.</summary>
    public DefaultAudit(Disk disk)
    {
        _disk = disk;
        foreach (var (sequence, e) in disk.Read<PoolEvent>(JournalId.ForPool(Terms.Pool))) _layers.See(sequence, e);
        foreach (var market in Terms.Markets)
        {
            foreach (var (sequence, e) in disk.Read<MarketEvent>(JournalId.ForMarket(market)))
                if (e is TradeCleared { Trade: var trade } && trade.Venue == OwnNames.Venue) _cleared[trade.Key] = (sequence, trade);
        }
    }

    /// <summary>Checks every account.</summary>
    /// <param name="isQuiet">Whether nothing is under way any more: then everything must have arrived.</param>
    public void Check(bool isQuiet)
    {
        var ordered = new HashSet<TradeKey>();
        foreach (var journal in _disk.Journals.Where(journal => journal.Kind == "account"))
        {
            var account = AccountId.Create(journal.Key);
            var events = _disk.Read<AccountEvent>(journal).Select(read => read.Event).ToList();
            CheckTransfers(account, [.. events.OfType<PoolTransferred>()], isQuiet);
            CheckOrders(account, events, ordered);
            CheckAsked(account, events, isQuiet);
            foreach (var closed in events.OfType<RiskStateChanged>().Select(changed => changed.Change).OfType<AccountClosed>())
                SimulationFailureException.ThrowUnless(_layers.IsAllocated(closed.Default), $"{account}: default {closed.Default} is closed, and its loss was never allocated");
        }

        var unordered = _cleared.Keys.Where(key => !ordered.Contains(key)).ToList();
        SimulationFailureException.ThrowUnless(unordered.Count == 0, $"{string.Join(", ", unordered)}: nobody ordered this close-out");
    }

    private void CheckTransfers(AccountId account, List<PoolTransferred> booked, bool isQuiet)
    {
        var owed = _layers.TransfersOf(account);
        SimulationFailureException.ThrowUnless(booked.Count <= owed.Count && (!isQuiet || booked.Count == owed.Count), $"{account} booked {booked.Count} transfers of the pool, {owed.Count} are owed");
        foreach (var (found, expected) in booked.Zip(owed))
            SimulationFailureException.ThrowUnless(
                found.Transfer.Sequence == expected.Sequence && found.Transfer.Amount.Raw == expected.Amount, $"{account} booked {found.Transfer.Amount} of {found.Transfer.Sequence}, where the pool moved {expected.Amount} at {expected.Sequence}");
    }

    /// <summary>What the pool was asked stands in the account's journal, in the same words; and once nothing is under way, what stands there was asked and answered.</summary>
    private void CheckAsked(AccountId account, List<AccountEvent> events, bool isQuiet)
    {
        var claimed = events.OfType<LossClaimed>().ToDictionary(claimed => claimed.Claim.Default, claimed => claimed.Claim);
        var answered = _layers.Claims.Where(claim => claim.Account == account).ToList();
        foreach (var claim in answered)
            SimulationFailureException.ThrowUnless(claimed.TryGetValue(claim.Default, out var journaled) && IsSame(journaled, claim), $"{account}: the loss of default {claim.Default} was allocated for a claim that its journal does not have");
        SimulationFailureException.ThrowUnless(!isQuiet || claimed.Count == answered.Count, $"{account} has {claimed.Count} claims, {answered.Count} were allocated");
        var offered = events.OfType<GainOffered>().Select(offered => offered.Gain).ToList();
        foreach (var gain in _layers.Gains.Where(gain => gain.Book == account)) SimulationFailureException.ThrowUnless(offered.Contains(gain), $"{account}: the pool took of {gain.Amount} at {gain.PoolCursor}, which its journal does not offer");
    }

    private static bool IsSame(DefaultClaim one, DefaultClaim other) => CanonicalEncoding.Encode(one).AsSpan().SequenceEqual(CanonicalEncoding.Encode(other));

    /// <summary>What was answered as refused was never cleared; what was answered as cleared stands where the answer says, in the words of the order.</summary>
    private void CheckOrders(AccountId account, List<AccountEvent> events, HashSet<TradeKey> ordered)
    {
        CloseOutOrder? order = null;
        foreach (var e in events)
        {
            if (e is CloseOutOrdered given)
            {
                order = given.Order;
                foreach (var trade in order.Trades)
                    SimulationFailureException.ThrowUnless(ordered.Add(trade.Trade.Key) && trade.Account == account, $"{account}: {trade.TradeId} is ordered twice, or for another");
            }

            if (e is not CloseOutAnswered answered) continue;
            foreach (var (trade, answer) in order!.Trades.Zip(answered.Answers))
            {
                var isCleared = _cleared.TryGetValue(trade.Trade.Key, out var cleared);
                SimulationFailureException.ThrowUnless(
                    answer.Refusal is null ? isCleared && cleared.Sequence == answer.Sequence && cleared.Trade == trade.Trade : !isCleared,
                    $"{account}: {trade.TradeId} was answered {answer.Sequence} {answer.Refusal?.Code}, and was {(isCleared ? $"cleared at {cleared.Sequence}" : "not cleared")}");
            }
        }
    }
}
