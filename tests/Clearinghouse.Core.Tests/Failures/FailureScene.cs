using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;

namespace Clearinghouse.Core.Tests.Failures;

/// <summary>A market with accounts that trade in it as grains would have them: both set margin aside before anything is novated.</summary>
internal sealed class FailureScene(MarketParameters parameters)
{
    private readonly Dictionary<AccountId, AccountBuilder> _accounts = [];

    internal MarketBuilder Market { get; } = MarketBuilder.Trading(parameters);

    /// <summary>An account with money, in a pool that liquidates; with limits where given.</summary>
    internal AccountBuilder Account(string name, string deposit, LimitPolicy? limits = null)
    {
        var account = new AccountBuilder(AccountId.Create(name), Market).Deposit(deposit);
        account.View.Defaults = new DefaultTerms(Pool, 1, new DefaultPolicy());
        account.View.Limits = limits is null ? null : new LimitTerms(Pool, 2, limits);
        return _accounts[account.Ledger.Account] = account;
    }

    /// <summary>Clears a trade at a price; why not, when it is refused.</summary>
    internal Refusal? Trade(AccountBuilder buyer, AccountBuilder seller, string quantity, string price = "100")
    {
        var trade = Market.Trade(quantity, price, buyer.Ledger.Account, seller.Ledger.Account);
        var admission = Market.Admit(trade);
        if (admission.InFlight is not { } inFlight) return admission.Outcome!.Refusal;
        if ((buyer.Ask(inFlight.Buyer).Refusal ?? seller.Ask(inFlight.Seller).Refusal) is { } refusal) return refusal;
        Assert.True(buyer.TryReserve(inFlight.Buyer) && seller.TryReserve(inFlight.Seller));
        Market.Clearing.InFlight.Add(inFlight);
        Market.Finish(inFlight);
        buyer.Take(Market.LastLegOf(buyer.Ledger.Account));
        seller.Take(Market.LastLegOf(seller.Ledger.Account));
        return null;
    }

    /// <summary>Has a taker asked for a close-out of a holder that is under way; why not, when it is refused.</summary>
    internal Refusal? CloseOut(CloseOut order, AccountBuilder holder, AccountBuilder taker)
    {
        var admission = CloseOutDecider.Admit(Market.Ledger, Market.Clearing.InFlight, order, knownToBeNew: true, Market.Now);
        if (admission.InFlight is not { } inFlight) return admission.Outcome!.Refusal;
        var (closing, taking) = order.Quantity.Sign < 0 ? (inFlight.Seller, inFlight.Buyer) : (inFlight.Buyer, inFlight.Seller);
        if ((taker.Ask(taking).Refusal ?? holder.Ask(closing).Refusal) is { } refusal) return refusal;
        Assert.True(taker.TryReserve(taking) && holder.TryReserve(closing));
        Market.Clearing.InFlight.Add(inFlight);
        Market.Finish(inFlight);
        taker.Take(Market.LastLegOf(taker.Ledger.Account));
        holder.Take(Market.LastLegOf(holder.Ledger.Account));
        return null;
    }

    /// <summary>Clears a trade that must be cleared.</summary>
    internal FailureScene Cleared(AccountBuilder buyer, AccountBuilder seller, string quantity, string price = "100")
    {
        Assert.Null(Trade(buyer, seller, quantity, price));
        return this;
    }
}
