using Clearinghouse.Core.Margin.Venues.Deribit;
using Clearinghouse.Core.Margin.Venues.Derive;
using Clearinghouse.Core.Margin.Venues.Dydx;
using Clearinghouse.Core.Margin.Venues.Hyperliquid;
using Clearinghouse.Core.Margin.Venues.Vega;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin.Venues.Comparison;

/// <summary>A margin rule, as a requirement of a book of legs.</summary>
/// <param name="Name">Venue and rule.</param>
/// <param name="Covers">Which legs the venue lists; the others are left out.</param>
/// <param name="Requirement">Initial and maintenance requirement of legs that it lists, in quote currency; not negative.</param>
public sealed record VenueRule(string Name, Func<VenueLeg, bool> Covers, Func<VenueBook, (double Initial, double Maintenance)> Requirement)
{
    private const double HoursPerDay = 24;

    /// <summary>Expected shortfall of a normal distribution beyond one in a million, in standard deviations.</summary>
    private const double ShortfallDeviations = 4.948;

    private static readonly HyperliquidTiers BitcoinTiers = new([new(0, 40), new(150_000_000, 20)]);

    /// <summary>Every venue's rule with its published parameters.</summary>
    public static IReadOnlyList<VenueRule> Venues { get; } =
    [
        new("Derive standard", _ => true, DeriveStandardRequirement),
        new("Derive portfolio 1", _ => true, DeriveV1Requirement),
        new("Derive portfolio 2", _ => true, DeriveV2Requirement),
        new("Deribit standard", leg => leg.IsOption, DeribitRequirement),
        new("Hyperliquid", leg => !leg.IsOption, HyperliquidRequirement),
        new("dYdX large cap", leg => !leg.IsOption, DydxRequirement),
        new("Vega linear", leg => !leg.IsOption, VegaRequirement),
    ];

    private static (double Initial, double Maintenance) DeriveStandardRequirement(VenueBook book)
    {
        var markets = book.Markets.Select(market => new DeriveStandardMarket
        {
            Market = market.Market,
            IndexPrice = market.IndexPrice,
            Perpetual = new DeriveStandardPerpetual(market.PerpetualQuantity, market.PerpetualPrice, market.PerpetualPrice),
            Expiries = market.Expiries,
        }).ToList();
        var margin = DeriveStandard.Mainnet.Evaluate(0, 1, markets);
        return (margin.MarkToMarket - margin.InitialMargin, margin.MarkToMarket - margin.MaintenanceMargin);
    }

    private static (double Initial, double Maintenance) DeriveV1Requirement(VenueBook book) => Sum(book, market => DerivePortfolioV1.Mainnet.Evaluate(
        new DerivePortfolioV1Book { Cash = 0, IndexPrice = market.IndexPrice, PerpetualQuantity = market.PerpetualQuantity, PerpetualPrice = market.PerpetualPrice, Expiries = market.Expiries },
        DerivePortfolioV1.MainnetScenarios));

    private static (double Initial, double Maintenance) DeriveV2Requirement(VenueBook book) => Sum(book, market => DerivePortfolioV2.Published.Evaluate(
        new DerivePortfolioV2Book { Cash = 0, IndexPrice = market.IndexPrice, PerpetualQuantity = market.PerpetualQuantity, PerpetualPrice = market.PerpetualPrice, Expiries = market.Expiries },
        DerivePortfolioV2.PublishedScenarios));

    private static (double Initial, double Maintenance) Sum(VenueBook book, Func<VenueBookMarket, DerivePortfolioMargin> evaluate) => book.Markets
        .Select(evaluate)
        .Aggregate((Initial: 0.0, Maintenance: 0.0), (sum, margin) => (sum.Initial + margin.PortfolioValue - margin.InitialMargin, sum.Maintenance + margin.PortfolioValue - margin.MaintenanceMargin));

    private static (double Initial, double Maintenance) DeribitRequirement(VenueBook book)
    {
        var (initial, maintenance) = (0.0, 0.0);
        foreach (var market in book.Markets)
        {
            foreach (var expiry in market.Expiries)
            {
                foreach (var option in expiry.Options)
                {
                    var mark = (expiry with { Options = [option with { Quantity = 1 }] }).ValueAt(1) / market.IndexPrice;
                    var margin = new DeribitStandard().Evaluate(option.Type, market.IndexPrice, option.StrikePrice, mark, option.Quantity);

                    // Deribit's short margin includes the mark, which other rules count in the account's value.
                    var value = mark * Math.Max(0, -option.Quantity);
                    initial += (margin.Initial - value) * market.IndexPrice;
                    maintenance += (margin.Maintenance - value) * market.IndexPrice;
                }
            }
        }

        return (initial, maintenance);
    }

    private static (double Initial, double Maintenance) HyperliquidRequirement(VenueBook book)
    {
        var (initial, maintenance) = (0.0, 0.0);
        foreach (var notional in book.Markets.Select(NotionalOf))
        {
            initial += (notional / BitcoinTiers.Tiers[BitcoinTiers.IndexOf(notional)].MaxLeverage).ToDouble();
            maintenance += BitcoinTiers.MaintenanceMargin(notional).ToDouble();
        }

        return (initial, maintenance);
    }

    private static (double Initial, double Maintenance) DydxRequirement(VenueBook book)
    {
        var (initial, maintenance) = (0.0, 0.0);
        foreach (var quanta in book.Markets.Select(market => (System.Numerics.BigInteger)Math.Round(NotionalOf(market).ToDouble() * 1e6)))
        {
            initial += (double)DydxOpenInterest.Large.InitialMargin(quanta, 0) / 1e6;
            maintenance += (double)DydxOpenInterest.Large.MaintenanceMargin(quanta) / 1e6;
        }

        return (initial, maintenance);
    }

    /// <summary>
    /// Vega leaves the risk factors to each market: here those of its log-normal model for an hour at the market's forecast volatility, the expected shortfall of one move in a million, and the multipliers of its specification's examples.
    /// </summary>
    private static (double Initial, double Maintenance) VegaRequirement(VenueBook book)
    {
        var (initial, maintenance) = (0.0, 0.0);
        foreach (var market in book.Markets)
        {
            var move = ShortfallDeviations * market.DailyVolatility / Math.Sqrt(HoursPerDay);
            var rule = new VegaLinear
            {
                SlippageFactor = Rational.One / 1_000,
                RiskFactorLong = Rational.FromDouble(1 - Math.Exp(-move)),
                RiskFactorShort = Rational.FromDouble(Math.Exp(move) - 1),
                SearchMultiplier = Rational.FromInteger(11) / 10,
                InitialMultiplier = Rational.FromInteger(12) / 10,
                ReleaseMultiplier = Rational.FromInteger(14) / 10,
                MarginFundingFactor = 0,
                MoneyQuantum = 0,
            };
            var levels = rule.Evaluate(Rational.FromDouble(market.PerpetualPrice), Rational.FromDouble(market.PerpetualQuantity), 0, 0, 0);
            initial += levels.Initial.ToDouble();
            maintenance += levels.Maintenance.ToDouble();
        }

        return (initial, maintenance);
    }

    private static Rational NotionalOf(VenueBookMarket market) => Rational.FromDouble(Math.Abs(market.PerpetualQuantity) * market.PerpetualPrice);
}
