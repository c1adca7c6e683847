using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>
/// Admits trades by which the clearinghouse closes positions. They are novated as trades of venues are, but pass where those are stopped: they can't add to open interest, so limits and reduce-only breakers say nothing against
/// them. Only a mark that nobody is to be liquidated at stops them, and, in a liquidation, a window that is full. Pure.
/// </summary>
public static class CloseOutDecider
{
    /// <summary>Checks a close-out against everything the market knows.</summary>
    /// <param name="ledger">The market.</param>
    /// <param name="inFlight">Trades being decided.</param>
    /// <param name="order">The close-out.</param>
    /// <param name="knownToBeNew">True after the journal was searched for the trade in vain.</param>
    /// <param name="now">The time.</param>
    public static TradeAdmission Admit(MarketLedger ledger, InFlightTrades inFlight, CloseOut order, bool knownToBeNew, DateTimeOffset now)
    {
        var trade = order.Trade;
        if (ledger.Recent.Find(trade.Key) is var (sequence, first)) return TradeAdmission.Answer(TradeDecider.Compare(trade, first.Trade, sequence));
        if (!knownToBeNew && ledger.Recent.MayBeForgotten(trade.Venue, trade.Sequence)) return TradeAdmission.LookUp;
        if (ledger.Pool is not { } pool) return Refuse(trade, new Refusal(RefusalCode.MarketUnknown) { Subject = ledger.Market.Value });
        if (ledger.FindContract(trade.Contract) is not { } contract) return Refuse(trade, new Refusal(RefusalCode.ContractUnknown) { Subject = trade.Contract.Value });
        if (contract.Status != ContractStatus.Trading) return Refuse(trade, new Refusal(RefusalCode.ContractExpired) { Subject = trade.Contract.Value });
        if (Check(ledger, inFlight, order, contract, now) is { } refusal) return Refuse(trade, refusal);

        var (closing, taking) = (order.Closing(pool, now), order.Taking(pool, now));
        var admitted = order.Quantity.IsPositive ? new InFlightTrade(trade, closing, taking, Quantity.Zero) : new InFlightTrade(trade, taking, closing, Quantity.Zero);
        return TradeAdmission.Reserve(order.Window is { } window ? admitted with { Liquidated = ChargeOf(order, contract, ledger.Snapshot!, window) } : admitted);
    }

    private static Refusal? Check(MarketLedger ledger, InFlightTrades inFlight, CloseOut order, ContractState contract, DateTimeOffset now)
    {
        if (!order.Price.IsPositive) return new Refusal(RefusalCode.PriceNotPositive) { Subject = "price", Available = order.Price.ToString() };
        if (order.Account == order.Taker) return new Refusal(RefusalCode.SelfTrade) { Subject = order.Account.Value };
        if (ledger.Snapshot is not { } snapshot) return new Refusal(RefusalCode.PriceUnknown) { Subject = ledger.Market.Value };
        if (snapshot.IsStaleAt(now) || !snapshot.MayLiquidateAt(now)) return new Refusal(RefusalCode.MarkUnreliable) { Subject = ledger.Market.Value, Available = $"{snapshot.ObservedAt:O}" };
        return CheckPosition(ledger, inFlight, order) ?? CheckMark(order, contract, snapshot) ?? CheckWindow(ledger, inFlight, order, now);
    }

    /// <summary>Liquidations of all accounts share a window. Those of one order pass together or not at all.</summary>
    private static Refusal? CheckWindow(MarketLedger ledger, InFlightTrades inFlight, CloseOut order, DateTimeOffset now)
    {
        if (order.Window is not { Most: { } most } window) return null;
        var used = (ledger.Liquidations?.UsedAt(now, window.WindowSeconds) ?? Amount.Zero) + inFlight.Liquidated;
        if (used + window.Rest <= most) return null;
        var room = most - window.Rest - inFlight.Liquidated;
        return new Refusal(RefusalCode.LiquidationWindowFull)
        {
            Subject = ledger.Market.Value,
            Required = window.Rest.ToString(),
            Available = Amount.Max(Amount.Zero, most - used).ToString(),
            Limit = most.ToString(),
            NotBefore = room.IsNegative ? null : ledger.Liquidations?.FallsTo(room, now, window.WindowSeconds),
        };
    }

    private static LiquidationCharge ChargeOf(CloseOut order, ContractState contract, MarketSnapshot snapshot, WindowLimit window)
    {
        var price = contract.Contract.Kind == ContractKind.Option ? snapshot.IndexPrice : contract.MarkAt(snapshot.IndexPrice);
        return new(contract.Contract.ValueOf(order.Quantity, price).Abs(), window.WindowSeconds);
    }

    /// <summary>Whatever is in flight on the same side, the position only shrinks.</summary>
    private static Refusal? CheckPosition(MarketLedger ledger, InFlightTrades inFlight, CloseOut order)
    {
        var held = ledger.QuantityOf(order.Account, order.Contract);
        var (buys, sells) = inFlight.PendingOf(order.Account, order.Contract);
        var reduces = order.Quantity.IsNegative ? held - sells + order.Quantity >= Quantity.Zero : held + buys + order.Quantity <= Quantity.Zero;
        return reduces && !order.Quantity.IsZero
            ? null
            : new Refusal(RefusalCode.NothingToClose) { Subject = order.Account.Value, Required = order.Quantity.ToString(), Available = held.ToString() };
    }

    private static Refusal? CheckMark(CloseOut order, ContractState contract, MarketSnapshot snapshot)
    {
        var mark = contract.MarkAt(snapshot.IndexPrice);
        var reference = contract.Contract.Kind == ContractKind.Option ? snapshot.IndexPrice : mark;
        var moved = mark < order.Mark ? order.Mark - mark : mark - order.Mark;
        var width = reference.Times(snapshot.Parameters.PriceBand, Rounding.Floor);
        return moved <= width ? null : new Refusal(RefusalCode.PriceOutsideBand) { Subject = order.Contract.Value, Required = mark.ToString(), Available = order.Mark.ToString(), Limit = width.ToString() };
    }

    private static TradeAdmission Refuse(ClearTrade trade, Refusal refusal) => TradeAdmission.Refuse(trade, refusal);
}
