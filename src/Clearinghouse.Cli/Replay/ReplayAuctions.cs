using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Risk;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Replay;

/// <summary>Shows running auctions to the liquidators of a replay, and places their bids: whoever wants the least for the smallest share first.</summary>
/// <param name="node">The node.</param>
/// <param name="population">The liquidators.</param>
/// <param name="markets">All markets of the pool.</param>
/// <param name="header">Makes the header of the next command.</param>
internal sealed class ReplayAuctions(ReplayNode node, ReplayPopulation population, IReadOnlyList<ReplayMarket> markets, Func<CommandHeader> header)
{
    /// <summary>The time between two looks at an auction that runs.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);

    /// <summary>The rest of the market takes whatever share its depth allows.</summary>
    private const double LeastShareOfRest = 0.02;

    private readonly Dictionary<MarketId, ReplayMarket> _markets = markets.ToDictionary(market => market.Id);
    private int _bar;
    private double _takenUp;

    /// <summary>Places the first bid that is taken; null when nobody wants anything at what is offered now.</summary>
    /// <param name="seller">Whose auction runs.</param>
    /// <param name="exposures">What accounts hold.</param>
    /// <returns>Who took a part.</returns>
    public async Task<AccountId?> BidAsync(AccountId seller, IReadOnlyDictionary<AccountId, AccountExposure> exposures)
    {
        if (population.Liquidators.Count == 0 || await node.Account(seller.Value).GetAuction() is not { EndsAt: not null, Legs.IsEmpty: false } offer) return null;
        var concession = Fraction(offer.Concession);
        var wanting = population.Liquidators
            .Where(liquidator => liquidator.Account != seller)
            .Select(liquidator => (Liquidator: liquidator, Wants: ReservationOf(liquidator, exposures, offer)))
            .Where(bidder => bidder.Wants?.ShareAt(concession) > 0)
            .OrderBy(bidder => bidder.Wants!.ConcessionFor(bidder.Wants.LeastShare))
            .ThenBy(bidder => bidder.Liquidator.Account);
        foreach (var (liquidator, wants) in wanting)
        {
            if ((await PlaceAsync(seller, offer, liquidator, wants!)).Refusal is not null) continue;
            if (liquidator.IsRestOfMarket) _takenUp += wants!.ShareAt(concession) * wants.OfferedNotional;
            return liquidator.Account;
        }

        return null;
    }

    /// <summary>What the rest of the market takes yet before the next bar, in the markets of an offer.</summary>
    private double DepthLeft(AuctionOffer offer)
    {
        var bar = markets.Sum(market => market.Closes.Count);
        if (bar != _bar) (_bar, _takenUp) = (bar, 0);
        return Math.Max(0, offer.Legs.Select(leg => leg.Market).Distinct().Sum(market => population.DepthOf(_markets[market])) - _takenUp);
    }

    private Task<BidOutcome> PlaceAsync(AccountId seller, AuctionOffer offer, ReplayLiquidator liquidator, LiquidatorReservation wants)
    {
        var share = wants.ShareAt(Fraction(offer.Concession));
        var asked = Ratio.FromPpm((long)(share * offer.Allowed.Ppm));
        var least = Ratio.Min(offer.Concession, Ratio.FromPpm((long)(wants.ConcessionFor(share) * Ratio.One.Ppm)));
        return node.Account(seller.Value).Bid(new BidInAuction(header(), seller, offer.Auction.Number, liquidator.Account, asked, least));
    }

    /// <summary>What a liquidator wants for what is offered; null when it can take nothing: it is called itself, or has nothing left.</summary>
    private LiquidatorReservation? ReservationOf(ReplayLiquidator liquidator, IReadOnlyDictionary<AccountId, AccountExposure> exposures, AuctionOffer offer)
    {
        if (!exposures.TryGetValue(liquidator.Account, out var exposure) || exposure.IsCalled || exposure.ToInput(node.Board) is not { } input) return null;
        var equity = MarginPolicies.Default.Evaluate(input).Equity.ToDouble();
        if (!(equity > 0)) return null;
        var (held, heldRisk) = (0.0, 0.0);
        foreach (var position in input.Exposures)
        {
            var notional = position.NotionalOf(position.Position.Quantity).ToDouble();
            held += notional;
            heldRisk += VolatilityOf(position.Market) * position.Position.Quantity.Sign * notional;
        }

        var offered = offer.Legs.Sum(leg => leg.Notional.ToDouble());

        // Who buys what is sold gets it with the sign that it had.
        var offeredRisk = offer.Legs.Sum(leg => -leg.Quantity.Sign * VolatilityOf(leg.Market) * leg.Notional.ToDouble());
        var wants = new LiquidatorReservation(liquidator.RiskAversion, liquidator.LeastConcession, equity, held, heldRisk, offered, offeredRisk, Trader.BarsToUnwind);
        return liquidator.IsRestOfMarket ? wants with { LeastShare = LeastShareOfRest, MostNotional = DepthLeft(offer) } : wants;
    }

    private double VolatilityOf(MarketId market) => _markets[market].Depth.VolatilityPerBar;

    private static double Fraction(Ratio ratio) => ratio.Ppm / (double)Ratio.One.Ppm;
}
