using System.Numerics;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;

namespace Clearinghouse.Simulation.Audit;

/// <summary>The auctions of one account, checked event by event (see <see cref="AuctionAudit"/>).</summary>
internal sealed class AccountAuctions(
    AccountId account,
    DefaultPolicy policy,
    Dictionary<MarketId, MarketPast> markets,
    PledgeWitness witness,
    Func<AccountId, DateTimeOffset, VenueId?> venueOf,
    Dictionary<DefaultId, DefaultClaim> claims)
{
    private const long PpmPerOne = 1_000_000;

    private readonly NaivePortfolio _portfolio = new();
    private AuctionClock? _auction;
    private AuctionClock? _last;
    private AccountRiskEvent? _state;
    private LiquidationCause _cause;
    private DefaultClaim? _claimed;

    private bool IsBook => account == OwnNames.BookOf(Terms.Pool);

    private bool IsLiquidating => _state is LiquidationBegun or LiquidationStepTaken;

    private BigInteger PenaltyPpm => IsLiquidating ? policy.Liquidation.Penalty.Ppm : 0;

    /// <summary>Checks the account's journal.</summary>
    public void Check(List<AccountEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is RiskStateChanged changed) Follow(changed.Change);
            if (events[i] is AuctionChanged { Change: var change }) See(change, i + 1 < events.Count ? events[i + 1] : null);
            if (events[i] is LossClaimed { Claim: var claim }) Claim(claim);
            _portfolio.See(events[i]);
        }
    }

    private void Follow(AccountRiskEvent change)
    {
        _state = change;
        if (change is LiquidationBegun begun) _cause = begun.Cause;
        if (change is not AccountClosed { Default: var cause }) return;
        var claim = claims[cause];
        ThrowUnless(_claimed?.Default == cause && _claimed.Debt == claim.Debt, $"{cause} is allocated for {claim.Debt.Raw}, and the account claimed {_claimed?.Debt.Raw} for {_claimed?.Default}");
        var stood = _last?.Call == change.Call ? _last.Venues : null;
        ThrowUnless(stood is null ? claim.Bids is null : claim.Bids is not null && stood.SetEquals(claim.Bids.Keys), $"the claim of {cause} names {string.Join(", ", claim.Bids?.Keys ?? [])}, and {string.Join(", ", stood ?? [])} did stand up");
    }

    /// <summary>What is claimed is what the account owes at that moment, with nothing open.</summary>
    private void Claim(DefaultClaim claim)
    {
        var owed = BigInteger.Max(0, -_portfolio.Cash);
        ThrowUnless((IsBook || _state is AccountDefaulted) && !_portfolio.Open.Any() && claim.Debt.Raw == owed, $"{claim.Default} claims {claim.Debt.Raw}, and the account owes {owed}");
        _claimed = claim;
    }

    private void See(AuctionEvent change, AccountEvent? next)
    {
        ThrowUnless(change is AuctionOpened || _auction?.Number == change.Auction, $"{change} is of no running auction");
        switch (change)
        {
            case AuctionOpened opened: Open(opened); break;
            case AuctionPaused paused: Pause(paused); break;
            case AuctionResumed: _auction!.Resume(change.At); break;
            case AuctionExtended extended: Extend(extended); break;
            case BidTaken bid: Take(bid, next); break;
            case AuctionEnded ended: End(ended); break;
        }
    }

    private void Open(AuctionOpened opened)
    {
        ThrowUnless(_auction is null && opened.Auction == (_last?.Number ?? 0) + 1, $"auction {opened.Auction} is opened beside another");
        ThrowUnless(IsBook ? policy.Unwind is not null : _last?.Call != opened.Call && (IsLiquidating || _state is AccountDefaulted), $"auction {opened.Auction} is opened where none is due");
        _auction = _last = new AuctionClock(opened);
    }

    /// <summary>The clock stands from when a price of a position's market was too old, or from now.</summary>
    private void Pause(AuctionPaused paused)
    {
        ThrowUnless(!_auction!.IsPaused && !paused.Markets.IsEmpty, $"auction {paused.Auction} is paused twice, or for no market");
        ThrowUnless(paused.Since == paused.At || (paused.Since < paused.At && paused.Markets.Any(market => markets[market].WasStaleFrom(paused.Since))), $"auction {paused.Auction} stands still since {paused.Since:O}, when no price became too old");
        _auction.Pause(paused.Since);
    }

    private void Extend(AuctionExtended extended)
    {
        ThrowUnless(!_auction!.IsPaused && _auction.Extensions < policy.Auction!.MaxExtensions && _auction.Bidders.Count < policy.Auction.MinBidders, $"auction {extended.Auction} is extended without need");
        _auction.Extend(extended.Seconds);
    }

    private void End(AuctionEnded ended)
    {
        var auction = _auction!;
        _auction = null;
        if (ended.Outcome != AuctionOutcome.Expired) return;
        var least = 1_000L * ((IsBook ? policy.Unwind!.LengthSeconds : policy.Auction!.InsolventSeconds) + auction.ExtendedSeconds);
        ThrowUnless(!auction.IsPaused && auction.ElapsedMsAt(ended.At) >= least, $"auction {ended.Auction} is over after {auction.ElapsedMsAt(ended.At)} ms without pauses, at least {least} were due");
        ThrowUnless(IsBook || auction.Bidders.Count >= policy.Auction!.MinBidders || auction.Extensions == policy.Auction.MaxExtensions, $"auction {ended.Auction} with {auction.Bidders.Count} bidders is over without being extended");
    }

    private void Take(BidTaken bid, AccountEvent? next)
    {
        var name = $"bid {bid.Command.Header.Id} in auction {bid.Auction}";
        ThrowUnless(next is CloseOutOrdered { Order: { Purpose: CloseOutPurpose.Auction } given } && given.Number == bid.Order, $"{name}: what it takes is not ordered with it");
        var order = ((CloseOutOrdered)next!).Order;
        ThrowUnless(!_auction!.IsPaused && bid.Command.Auction == _auction.Number && bid.Command.Account == account && bid.Command.Bidder != account, $"{name} is taken while it is paused, or in another auction");
        ThrowUnless(venueOf(bid.Command.Bidder, bid.At) == bid.Venue, $"{name} counts for {bid.Venue}");
        foreach (var (_, market, _) in _portfolio.Open)
            ThrowUnless(order.SnapshotVersions.TryGetValue(market, out var version) && bid.At <= markets[market].At(version).StaleFrom, $"{name} is taken at a mark of {market} that is too old");
        MarketPast.Moment MomentOf(MarketId market) => markets[market].At(order.SnapshotVersions[market]);

        var inFlight = witness.InFlightAt(account, bid.Order);
        var lost = inFlight.Aggregate(BigInteger.Zero, (sum, reservation) => sum + markets[reservation.Market].LossOf(reservation, MomentOf(reservation.Market).Price));
        CheckConcession(name, bid, MomentOf, lost);
        CheckShare(name, bid, MomentOf, lost);
        CheckFills(name, bid, order, MomentOf);
        _auction.Sell(bid);
    }

    private void CheckConcession(string name, BidTaken bid, Func<MarketId, MarketPast.Moment> momentOf, BigInteger lost)
    {
        var (equity, notional, maintenance, _) = _portfolio.At(momentOf);
        var terms = policy.Auction!;
        var offer = IsBook
            ? new NaiveOffer(0, policy.Unwind!.MaxConcession.Ppm, terms with { InsolventSeconds = policy.Unwind.LengthSeconds })
            : NaiveOffer.Of(equity - lost, notional, maintenance, PenaltyPpm, terms);
        var elapsed = _auction!.ElapsedMsAt(bid.At);
        ThrowUnless(bid.Concession.Ppm <= offer.Reserve, $"{name} is given {bid.Concession}, the reserve is {offer.Reserve} millionths");
        ThrowUnless(bid.Concession.Ppm == offer.At(elapsed), $"{name} is given {bid.Concession} after {elapsed} ms without pauses, {offer.At(elapsed)} millionths are offered then: equity {equity}, lost in flight {lost}, notional {notional}, maintenance {maintenance}");
        ThrowUnless(bid.Command.MinConcession is not { } least || bid.Concession >= least, $"{name} is given {bid.Concession}, less than it wanted");
    }

    /// <summary>No more than asked for, for sale, and allowed for one bid; and in a liquidation no more than restores the account: a millionth less of it would not.</summary>
    private void CheckShare(string name, BidTaken bid, Func<MarketId, MarketPast.Moment> momentOf, BigInteger lost)
    {
        var isDivisible = _portfolio.Open.Any(held => !SoldOf(held.Contract, held.Position, momentOf(held.Market), policy.Auction!.MaxShare.Ppm).IsZero);
        var most = Math.Min(_auction!.LeftPpm, isDivisible ? policy.Auction!.MaxShare.Ppm : PpmPerOne);
        ThrowUnless(bid.Share.Ppm == Math.Min(bid.Command.Share.Ppm, bid.Allowed.Ppm) && bid.Allowed.Ppm <= most, $"{name} takes {bid.Share} of {bid.Allowed}, at most {most} millionths are for sale");
        if (bid.Allowed.Ppm == most) return;
        ThrowUnless(IsLiquidating, $"{name} is allowed {bid.Allowed} where {most} millionths are for sale");
        if (_cause == LiquidationCause.CallExpired && !lost.IsZero) return;
        ThrowUnless(!IsRestored(bid, bid.Allowed.Ppm - 1, momentOf, lost), $"{name}: less than {bid.Allowed} would have restored the account");
    }

    /// <summary>Whether the account is at its target once a share is sold, at the concession of a bid.</summary>
    private bool IsRestored(BidTaken bid, long sharePpm, Func<MarketId, MarketPast.Moment> momentOf, BigInteger lost)
    {
        var (equity, notional, maintenance, initial) = (_portfolio.At(momentOf).Equity - lost, BigInteger.Zero, BigInteger.Zero, BigInteger.Zero);
        foreach (var (contract, market, position) in _portfolio.Open)
        {
            var moment = momentOf(market);
            var sold = SoldOf(contract, position, moment, sharePpm);
            var price = PriceOf(position, moment.Price, bid.Concession.Ppm);
            equity -= BigInteger.Abs(position.ValueOf(sold, moment.Price - price)) + PenaltyOf(position.ValueOf(sold, moment.Price));
            var left = BigInteger.Abs(position.ValueOf(BigInteger.Abs(position.Quantity) - sold, moment.Price));
            maintenance += NaivePosition.CeilingDivide(left * Terms.Parameters.MaintenanceMarginRate.Ppm, PpmPerOne);
            initial += NaivePosition.CeilingDivide(left * Terms.Parameters.InitialMarginRate.Ppm, PpmPerOne);
        }

        var target = _cause == LiquidationCause.CallExpired ? initial : NaivePosition.CeilingDivide(maintenance * (PpmPerOne + policy.Liquidation.TargetBuffer.Ppm), PpmPerOne);
        return equity >= target;
    }

    /// <summary>The same share of every position, in whole lots rounded down, at the mark less the concession and on a tick, against the account; pledged by the bidder to the letter.</summary>
    private void CheckFills(string name, BidTaken bid, CloseOutOrder order, Func<MarketId, MarketPast.Moment> momentOf)
    {
        var trades = order.Trades.ToDictionary(trade => trade.Contract);
        foreach (var (contract, market, position) in _portfolio.Open)
        {
            var moment = momentOf(market);
            var sold = SoldOf(contract, position, moment, bid.Share.Ppm);
            var found = trades.Remove(contract, out var trade) ? trade : null;
            ThrowUnless(-(found?.Quantity.Raw ?? 0) == sold * position.Quantity.Sign, $"{name} takes {found?.Quantity} of {position.Quantity} of {contract}, its share is {sold}");
            if (found is null) continue;
            ThrowUnless(found.Price.Raw == PriceOf(position, moment.Price, bid.Concession.Ppm) && found.Penalty.Raw == PenaltyOf(position.ValueOf(sold, moment.Price)), $"{name} takes {contract} at {found.Price} with a penalty of {found.Penalty}, the mark is {moment.Price}");
            ThrowUnless(found.Taker == bid.Command.Bidder && found.Kind == TakerKind.Bidder && found.Account == account, $"{name} is taken over by {found.Taker}");
            ThrowUnless(witness.WasPledged(found), $"{name} is taken, and {found.Taker} never pledged {found.TradeId}");
        }

        ThrowUnless(trades.Count == 0, $"{name} takes what the account does not hold: {string.Join(", ", trades.Keys)}");
    }

    private static BigInteger SoldOf(ContractId contract, NaivePosition position, MarketPast.Moment moment, long sharePpm)
    {
        var held = BigInteger.Abs(position.Quantity);
        if (moment.Settled.Contains(contract)) return 0;
        return sharePpm >= PpmPerOne ? held : held * sharePpm / PpmPerOne / Terms.Lot.Raw * Terms.Lot.Raw;
    }

    private static BigInteger PriceOf(NaivePosition position, BigInteger mark, BigInteger concessionPpm)
    {
        var (offset, tick) = (mark * concessionPpm / PpmPerOne, (BigInteger)Terms.Tick.Raw);
        return position.Quantity.Sign > 0 ? BigInteger.Max(1, (mark - offset) / tick) * tick : NaivePosition.CeilingDivide(mark + offset, tick) * tick;
    }

    private BigInteger PenaltyOf(BigInteger value) => NaivePosition.CeilingDivide(BigInteger.Abs(value) * PenaltyPpm, PpmPerOne);

    private void ThrowUnless(bool holds, string what) => SimulationFailureException.ThrowUnless(holds, $"{account}: {what}");
}
