using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>
/// Decides trades: admission (which needs the market alone), then novation once both accounts have set margin aside. Pure.
/// </summary>
public static class TradeDecider
{
    /// <summary>How long a reservation stands before the account asks what became of it, in seconds.</summary>
    public const int ReservationLapseSeconds = 30;

    /// <summary>Checks a trade against everything the market knows.</summary>
    /// <param name="ledger">The market.</param>
    /// <param name="inFlight">Trades being decided.</param>
    /// <param name="trade">The trade.</param>
    /// <param name="venue">What the pool lets the venue bring.</param>
    /// <param name="affiliates">Which accounts belong together.</param>
    /// <param name="knownToBeNew">True after the journal was searched for the trade in vain.</param>
    /// <param name="now">The time.</param>
    public static TradeAdmission Admit(
        MarketLedger ledger, InFlightTrades inFlight, ClearTrade trade, VenueStanding venue, Affiliates affiliates, bool knownToBeNew, DateTimeOffset now)
    {
        try
        {
            return AdmitInRange(ledger, inFlight, trade, venue, affiliates, knownToBeNew, now);
        }
        catch (OverflowException)
        {
            // Checked arithmetic found what no list of bounds would name in full. Nothing has changed yet, and one trade must not fail its whole batch.
            return TradeAdmission.Refuse(trade, new Refusal(RefusalCode.AmountOutOfRange) { Subject = trade.TradeId.Value, Detail = "quantity, price or their product is beyond the ledger's range" });
        }
    }

    private static TradeAdmission AdmitInRange(
        MarketLedger ledger, InFlightTrades inFlight, ClearTrade trade, VenueStanding venue, Affiliates affiliates, bool knownToBeNew, DateTimeOffset now)
    {
        if (CheckRequest(trade) is { } malformed) return TradeAdmission.Refuse(trade, malformed);
        if (ledger.Recent.Find(trade.Key) is var (sequence, first)) return TradeAdmission.Answer(Compare(trade, first.Trade, sequence));
        if (!knownToBeNew && ledger.Recent.MayBeForgotten(trade.Venue, trade.Sequence)) return TradeAdmission.LookUp;
        if (!venue.IsMember || trade.Venue == OwnNames.Venue) return TradeAdmission.Refuse(trade, new Refusal(RefusalCode.VenueNotMember) { Subject = trade.Venue.Value });
        if (ledger.Pool is not { } pool) return TradeAdmission.Refuse(trade, new Refusal(RefusalCode.MarketUnknown) { Subject = ledger.Market.Value });
        if (ledger.FindContract(trade.Contract) is not { } contract)
            return TradeAdmission.Refuse(trade, new Refusal(RefusalCode.ContractUnknown) { Subject = trade.Contract.Value });
        if (CheckTerms(trade, contract) is { } offTerms) return TradeAdmission.Refuse(trade, offTerms);
        if (ledger.Snapshot is not { } snapshot) return TradeAdmission.Refuse(trade, new Refusal(RefusalCode.PriceUnknown) { Subject = ledger.Market.Value });

        if (BreakerAdmission.Check(ledger, inFlight, trade) is { } stopped) return TradeAdmission.Refuse(trade, stopped);
        var reduces = Reduces(ledger, inFlight, trade, trade.Buyer, buys: true) && Reduces(ledger, inFlight, trade, trade.Seller, buys: false);
        if (!reduces && venue.OnlyReduces is { } onlyReduces) return TradeAdmission.Refuse(trade, onlyReduces);
        if (!reduces && snapshot.IsStaleAt(now)) return TradeAdmission.Refuse(trade, Stale(snapshot, now));
        if (CheckBand(trade, contract, snapshot) is { } outside) return TradeAdmission.Refuse(trade, outside);
        if (PositionLimits.Check(ledger, inFlight, trade, affiliates) is { } tooLarge) return TradeAdmission.Refuse(trade, tooLarge);
        if (CheckOpenInterest(ledger, inFlight, trade, contract, out var openInterestIncrease) is { } over) return TradeAdmission.Refuse(trade, over);

        var fee = contract.Contract.ValueOf(trade.Quantity, trade.Price).Abs().Times(ledger.Parameters.FeeRate, Rounding.Ceiling);
        Reservation Reserve(Quantity quantity) => new()
        {
            Market = ledger.Market,
            Pool = pool,
            Trade = trade.Key,
            Contract = trade.Contract,
            Quantity = quantity,
            Price = trade.Price,
            Fee = fee,
            LapsesAt = now.AddSeconds(ReservationLapseSeconds),
        };
        return TradeAdmission.Reserve(new InFlightTrade(trade, Reserve(trade.Quantity), Reserve(-trade.Quantity), openInterestIncrease));
    }

    /// <summary>
    /// Novates a trade for which both accounts set margin aside. The contract may have expired meanwhile, and the breaker may have moved.
    /// </summary>
    public static Decision<MarketEvent> Novate(MarketLedger ledger, InFlightTrade inFlight, DateTimeOffset now)
    {
        var trade = inFlight.Trade;
        if (ledger.FindContract(trade.Contract) is not { Status: ContractStatus.Trading } contract)
            return Decision<MarketEvent>.Refuse(new Refusal(RefusalCode.ContractExpired) { Subject = trade.Contract.Value });
        if (trade.Venue != OwnNames.Venue && BreakerAdmission.Check(ledger, trade) is { } stopped) return Decision<MarketEvent>.Refuse(stopped);
        var snapshot = ledger.Snapshot!;
        return Decision<MarketEvent>.Accept(new TradeCleared(
            trade,
            new TradeLeg(trade.Buyer, trade.Quantity, inFlight.Buyer.Fee, ledger.LastLegSequenceOf(trade.Buyer)),
            new TradeLeg(trade.Seller, -trade.Quantity, inFlight.Seller.Fee, ledger.LastLegSequenceOf(trade.Seller)),
            snapshot.Version,
            contract.MarkAt(snapshot.IndexPrice),
            contract.FundingIndex)
        { At = now, Liquidated = inFlight.Liquidated });
    }

    /// <summary>The answer for a trade whose id was novated before: the same trade, or the first field that differs.</summary>
    public static ClearOutcome Compare(ClearTrade trade, ClearTrade first, long sequence)
    {
        var status = (trade, first) switch
        {
            _ when trade.Contract != first.Contract => ClearStatus.ExistsWithDifferentContract,
            _ when trade.Buyer != first.Buyer => ClearStatus.ExistsWithDifferentBuyer,
            _ when trade.Seller != first.Seller => ClearStatus.ExistsWithDifferentSeller,
            _ when trade.Price != first.Price => ClearStatus.ExistsWithDifferentPrice,
            _ when trade.Quantity != first.Quantity => ClearStatus.ExistsWithDifferentQuantity,
            _ when trade.Sequence != first.Sequence => ClearStatus.ExistsWithDifferentSequence,
            _ => ClearStatus.Exists,
        };
        return new ClearOutcome(trade.TradeId, status, sequence);
    }

    private static Refusal? CheckRequest(ClearTrade trade)
    {
        if (FirstBlank(trade) is { } field) return new Refusal(RefusalCode.RequestInvalid) { Subject = field, Detail = "must be given" };
        if (!trade.Quantity.IsPositive) return new Refusal(RefusalCode.QuantityNotPositive) { Subject = "quantity", Available = trade.Quantity.ToString() };
        if (!trade.Price.IsPositive) return new Refusal(RefusalCode.PriceNotPositive) { Subject = "price", Available = trade.Price.ToString() };
        return trade.Buyer == trade.Seller ? new Refusal(RefusalCode.SelfTrade) { Subject = trade.Buyer.Value } : null;
    }

    private static string? FirstBlank(ClearTrade trade)
    {
        if (string.IsNullOrEmpty(trade.Venue.Value)) return "venue";
        if (string.IsNullOrEmpty(trade.TradeId.Value)) return "tradeId";
        if (string.IsNullOrEmpty(trade.Contract.Value)) return "contract";
        if (string.IsNullOrEmpty(trade.Buyer.Value)) return "buyer";
        return string.IsNullOrEmpty(trade.Seller.Value) ? "seller" : null;
    }

    private static Refusal? CheckTerms(ClearTrade trade, ContractState contract)
    {
        var terms = contract.Contract;
        if (contract.Status != ContractStatus.Trading) return new Refusal(RefusalCode.ContractExpired) { Subject = terms.Id.Value };
        if (!trade.Quantity.IsMultipleOf(terms.Lot))
        {
            var nearest = Quantity.FromRaw(Math.Max(1, (trade.Quantity.Raw + (terms.Lot.Raw / 2)) / terms.Lot.Raw) * terms.Lot.Raw);
            return new Refusal(RefusalCode.QuantityOffLot) { Subject = "quantity", Available = trade.Quantity.ToString(), Limit = nearest.ToString() };
        }

        if (trade.Price.IsMultipleOf(terms.Tick)) return null;
        var nearestPrice = Price.FromRaw(Math.Max(1, (trade.Price.Raw + (terms.Tick.Raw / 2)) / terms.Tick.Raw) * terms.Tick.Raw);
        return new Refusal(RefusalCode.PriceOffTick) { Subject = "price", Available = trade.Price.ToString(), Limit = nearestPrice.ToString() };
    }

    /// <summary>True when the fill, together with anything in flight on its side, can only shrink the account's position.</summary>
    private static bool Reduces(MarketLedger ledger, InFlightTrades inFlight, ClearTrade trade, AccountId account, bool buys)
    {
        var position = ledger.QuantityOf(account, trade.Contract);
        var (pendingBuys, pendingSells) = inFlight.PendingOf(account, trade.Contract);
        return buys ? position + pendingBuys + trade.Quantity <= Quantity.Zero : position - pendingSells - trade.Quantity >= Quantity.Zero;
    }

    private static Refusal Stale(MarketSnapshot snapshot, DateTimeOffset now) => new(RefusalCode.PriceStale)
    {
        Subject = snapshot.Market.Value,
        Required = $"{now.AddSeconds(-snapshot.Parameters.PriceMaxAgeSeconds):O}",
        Available = $"{snapshot.ObservedAt:O}",
        Limit = $"{snapshot.Parameters.PriceMaxAgeSeconds} s",
    };

    private static Refusal? CheckBand(ClearTrade trade, ContractState contract, MarketSnapshot snapshot)
    {
        var mark = contract.MarkAt(snapshot.IndexPrice);
        var reference = contract.Contract.Kind == ContractKind.Option ? snapshot.IndexPrice : mark;
        var width = reference.Times(snapshot.Parameters.PriceBand, Rounding.Floor);
        var (low, high) = (mark - width, mark + width);
        if (trade.Price >= low && trade.Price <= high) return null;
        return new Refusal(RefusalCode.PriceOutsideBand)
        {
            Subject = trade.Contract.Value,
            Available = trade.Price.ToString(),
            Limit = (trade.Price < low ? low : high).ToString(),
        };
    }

    private static Refusal? CheckOpenInterest(
        MarketLedger ledger, InFlightTrades inFlight, ClearTrade trade, ContractState contract, out Quantity openInterestIncrease)
    {
        var buyerBefore = ledger.QuantityOf(trade.Buyer, trade.Contract) + inFlight.PendingOf(trade.Buyer, trade.Contract).Buys;
        var sellerBefore = ledger.QuantityOf(trade.Seller, trade.Contract) - inFlight.PendingOf(trade.Seller, trade.Contract).Sells;

        // A long's growth is convex in its position, so what is in flight on the same side makes the increase largest.
        openInterestIncrease = Quantity.Max(Quantity.Zero, LongChange(buyerBefore, trade.Quantity) + LongChange(sellerBefore, -trade.Quantity));
        if (openInterestIncrease.IsZero) return null;
        var openInterest = contract.OpenInterest + inFlight.OpenInterestIncrease(trade.Contract) + openInterestIncrease;
        var most = Quantity.Min(ledger.Parameters.OpenInterestLimit, OpenInterestByDepth.LimitOf(ledger, inFlight, contract) ?? ledger.Parameters.OpenInterestLimit);
        return openInterest > most
            ? new Refusal(RefusalCode.OpenInterestLimit) { Subject = trade.Contract.Value, Required = openInterest.ToString(), Limit = most.ToString() }
            : null;
    }

    private static Quantity LongChange(Quantity before, Quantity change) =>
        Quantity.Max(before + change, Quantity.Zero) - Quantity.Max(before, Quantity.Zero);
}
