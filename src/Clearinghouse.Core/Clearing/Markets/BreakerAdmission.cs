using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>
/// Which trades a breaker lets pass. Halted: none. Reduce-only: those after which neither account's position in the contract is larger, in absolute terms, than before, whichever trades in flight are novated first.
/// Otherwise all.
/// </summary>
internal static class BreakerAdmission
{
    /// <summary>Why a trade may not be admitted now; null when it may.</summary>
    public static Refusal? Check(MarketLedger ledger, InFlightTrades inFlight, ClearTrade trade) => Check(
        ledger,
        trade,
        inFlight.PendingOf(trade.Buyer, trade.Contract).Buys,
        inFlight.PendingOf(trade.Seller, trade.Contract).Sells);

    /// <summary>Why a trade may not be novated now, both accounts having set margin aside while the breaker may have moved; null when it may.</summary>
    public static Refusal? Check(MarketLedger ledger, ClearTrade trade) => Check(ledger, trade, Quantity.Zero, Quantity.Zero);

    private static Refusal? Check(MarketLedger ledger, ClearTrade trade, Quantity pendingBuys, Quantity pendingSells)
    {
        if (ledger.Breaker?.State is not { Level: >= BreakerLevel.ReduceOnly } state) return null;
        if (state.Level == BreakerLevel.Halted) return Refuse(RefusalCode.MarketHalted, ledger.Market.Value, state);
        var buyer = ledger.QuantityOf(trade.Buyer, trade.Contract);
        var seller = ledger.QuantityOf(trade.Seller, trade.Contract);
        if (Grows(buyer + pendingBuys, trade.Quantity)) return Refuse(RefusalCode.MarketReduceOnly, trade.Buyer.Value, state, buyer);
        return Grows(pendingSells - seller, trade.Quantity) ? Refuse(RefusalCode.MarketReduceOnly, trade.Seller.Value, state, seller) : null;
    }

    /// <summary>
    /// Whether a purchase can leave a larger position than the one before it. The position is what the account has bought at most by then: from any smaller one, which is shorter, the purchase leads away no less. A sale is the purchase of a mirror image.
    /// </summary>
    private static bool Grows(Quantity position, Quantity bought) => !position.IsNegative || position + bought > -position;

    private static Refusal Refuse(RefusalCode code, string subject, BreakerState state, Quantity? position = null) => new(code)
    {
        Subject = subject,
        Required = position is null ? null : "a trade that leaves the position no larger",
        Available = position?.ToString() ?? state.Cause?.Observed?.ToString(),
        Limit = state.Cause?.Limit?.ToString(),
        Detail = $"{state.Level} since {state.Since:O}: {TextOf(state.Cause)}",
    };

    private static string TextOf(BreakerTransition? cause)
    {
        if (cause is null) return "no cause is known";
        var text = $"{cause.Trigger}";
        if (cause.Observed is { } observed) text += $" {observed}";
        if (cause.Limit is { } limit) text += $" of {limit}";
        if (cause.WindowSeconds is { } seconds) text += $" in {seconds} s";
        if (cause.ReferencePrice is { } reference) text += $" from {reference}";
        if (cause.IndexPrice is { } price) text += $" at {price}";
        return cause.Reason is null ? text : $"{text}, {cause.Reason}";
    }
}
