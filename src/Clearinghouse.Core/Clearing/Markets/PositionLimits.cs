using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>
/// How large a position in a contract an owner may have: its accounts' longs together, and its shorts together, whatever trades in flight are novated first. A position that does not grow passes, however large the owner's others
/// are: else nobody could reduce once a limit was lowered or accounts were found to belong together. What one account of an owner hands to another does not count twice.
/// </summary>
internal static class PositionLimits
{
    /// <summary>Why a trade may not be admitted; null when it may.</summary>
    public static Refusal? Check(MarketLedger ledger, InFlightTrades inFlight, ClearTrade trade, Affiliates affiliates) =>
        Check(ledger, inFlight, trade, trade.Buyer, isBuyer: true, affiliates) ?? Check(ledger, inFlight, trade, trade.Seller, isBuyer: false, affiliates);

    private static Refusal? Check(MarketLedger ledger, InFlightTrades inFlight, ClearTrade trade, AccountId account, bool isBuyer, Affiliates affiliates)
    {
        var (before, limit) = (MostOf(account), ledger.Parameters.PositionLimit);
        var after = Quantity.Max(Quantity.Zero, before + trade.Quantity);
        if (after <= Quantity.Max(Quantity.Zero, before)) return null;
        var (total, counterparty, group) = (after, isBuyer ? trade.Seller : trade.Buyer, affiliates.GroupOf(account));
        foreach (var other in group is null ? [] : affiliates.Members[group])
            if (other != account) total += Quantity.Max(Quantity.Zero, other == counterparty ? MostOf(other) - trade.Quantity : MostOf(other));
        if (total <= limit) return null;
        return new Refusal(RefusalCode.PositionLimit)
        {
            Subject = account.Value,
            Required = total.ToString(),
            Limit = limit.ToString(),
            Detail = group is null ? null : $"all accounts of {group} together",
        };

        // The most that an account may hold on the trade's side once everything in flight on that side is novated; negative while it is on the other side.
        Quantity MostOf(AccountId holder)
        {
            var (held, pending) = (ledger.QuantityOf(holder, trade.Contract), inFlight.PendingOf(holder, trade.Contract));
            return isBuyer ? held + pending.Buys : pending.Sells - held;
        }
    }
}
