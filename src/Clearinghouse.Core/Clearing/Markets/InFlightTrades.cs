using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>
/// Trades being decided, with what they may add to positions and open interest, so that limits hold for any subset of them that is novated.
/// Soft state: lost with the activation, together with the trades.
/// </summary>
public sealed class InFlightTrades
{
    private readonly Dictionary<TradeKey, InFlightTrade> _trades = [];
    private readonly Dictionary<(AccountId, ContractId), (Quantity Buys, Quantity Sells)> _pending = [];
    private readonly Dictionary<ContractId, Quantity> _openInterest = [];

    /// <summary>How many trades are being decided.</summary>
    public int Count => _trades.Count;

    /// <summary>True when the trade is being decided.</summary>
    public bool Contains(TradeKey trade) => _trades.ContainsKey(trade);

    /// <summary>What may still be bought and sold by an account, in contracts, both not negative.</summary>
    public (Quantity Buys, Quantity Sells) PendingOf(AccountId account, ContractId contract) => _pending.GetValueOrDefault((account, contract));

    /// <summary>What trades being decided may add to a contract's open interest.</summary>
    public Quantity OpenInterestIncrease(ContractId contract) => _openInterest.GetValueOrDefault(contract);

    /// <summary>What trades being decided may take up of the window of liquidations; not negative.</summary>
    public Amount Liquidated { get; private set; }

    /// <summary>Reservations asked of an account.</summary>
    public ImmutableArray<Reservation> Of(AccountId account) =>
    [
        .. _trades.Values.Where(trade => trade.Trade.Buyer == account).Select(trade => trade.Buyer),
        .. _trades.Values.Where(trade => trade.Trade.Seller == account).Select(trade => trade.Seller),
    ];

    /// <summary>A trade begins to be decided.</summary>
    public void Add(InFlightTrade trade)
    {
        _trades.Add(trade.Trade.Key, trade);
        Change(trade, trade.Trade.Quantity, trade.OpenInterestIncrease);
        Liquidated += trade.Liquidated?.Notional ?? Amount.Zero;
    }

    /// <summary>A trade was novated or refused.</summary>
    public void Remove(TradeKey key)
    {
        if (!_trades.Remove(key, out var trade)) return;
        Change(trade, -trade.Trade.Quantity, -trade.OpenInterestIncrease);
        Liquidated -= trade.Liquidated?.Notional ?? Amount.Zero;
    }

    private void Change(InFlightTrade trade, Quantity quantity, Quantity openInterest)
    {
        var contract = trade.Trade.Contract;
        Change((trade.Trade.Buyer, contract), quantity, Quantity.Zero);
        Change((trade.Trade.Seller, contract), Quantity.Zero, quantity);
        var increase = OpenInterestIncrease(contract) + openInterest;
        if (increase.IsZero) _openInterest.Remove(contract);
        else _openInterest[contract] = increase;
    }

    private void Change((AccountId, ContractId) key, Quantity buys, Quantity sells)
    {
        var (oldBuys, oldSells) = _pending.GetValueOrDefault(key);
        var changed = (oldBuys + buys, oldSells + sells);
        if (changed.Item1.IsZero && changed.Item2.IsZero) _pending.Remove(key);
        else _pending[key] = changed;
    }
}
