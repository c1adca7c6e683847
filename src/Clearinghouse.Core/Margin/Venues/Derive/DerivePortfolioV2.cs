using System.Collections.Immutable;

namespace Clearinghouse.Core.Margin.Venues.Derive;

/// <summary>
/// Derive's second portfolio manager (derivexyz/v2-core, PMRM_2.sol and PMRMLib_2.sol): as the first, with dampened tails, skew scenarios, discounts for long and short values apart, and contingencies in place of static charges.
/// </summary>
public sealed record DerivePortfolioV2
{
    private const double SettlementSeconds = 1_800;
    private static readonly VenueVolatilityMove[] AllMoves = [VenueVolatilityMove.Up, VenueVolatilityMove.None, VenueVolatilityMove.Down];

    /// <summary>The parameters of the published test vectors.</summary>
    public static DerivePortfolioV2 Published { get; } = new();

    /// <summary>Their scenarios: +18 % with volatility up, ±13.5, 9, 4.5 and 0 % with every volatility, −18 %, dampened tails, and both skews.</summary>
    public static ImmutableArray<VenueScenario> PublishedScenarios { get; } =
    [
        new(1.18, VenueVolatilityMove.Up),
        .. new[] { 1.135, 1.09, 1.045, 1, 0.955, 0.91, 0.865 }.SelectMany(factor => AllMoves.Select(move => new VenueScenario(factor, move))),
        new(0.82, VenueVolatilityMove.Up),
        new(0.34, VenueVolatilityMove.Up, 0.0545454545),
        new(0.67, VenueVolatilityMove.Up, 0.1090909),
        new(1.5, VenueVolatilityMove.Up, 0.072),
        new(2, VenueVolatilityMove.Up, 0.036),
        new(3, VenueVolatilityMove.Up, 0.018),
        new(4, VenueVolatilityMove.Up, 0.012),
        new(1, VenueVolatilityMove.SkewLinear),
        new(1, VenueVolatilityMove.SkewAbsolute),
    ];

    /// <summary>Relative rise of volatility at thirty days.</summary>
    public double VolatilityUp { get; init; } = 0.5;

    /// <summary>Relative fall of volatility at thirty days.</summary>
    public double VolatilityDown { get; init; } = 0.275;

    /// <summary>The least volatility after a rise.</summary>
    public double MinimumShockedVolatility { get; init; } = 0.45;

    /// <summary>Power of time for expiries up to thirty days.</summary>
    public double ShortTermPower { get; init; } = 0.3;

    /// <summary>Power of time for longer ones.</summary>
    public double LongTermPower { get; init; } = 0.13;

    /// <summary>Expiries nearer than this move as if they were this far, in seconds.</summary>
    public double DteFloorSeconds { get; init; } = 86_400;

    /// <summary>Growth of the linear skew's cap with the root of time.</summary>
    public double LinearSkewCapBase { get; init; } = -0.05;

    /// <summary>The linear skew's cap at expiry.</summary>
    public double LinearSkewCapScale { get; init; } = 0.15;

    /// <summary>Growth of the absolute skew's cap with the root of time.</summary>
    public double AbsoluteSkewCapBase { get; init; } = -0.05;

    /// <summary>The absolute skew's cap at expiry.</summary>
    public double AbsoluteSkewCapScale { get; init; } = 0.15;

    /// <summary>The least log moneyness at which a skew reaches its cap.</summary>
    public double MinimumKStar { get; init; } = 0.01;

    /// <summary>That moneyness in standard deviations.</summary>
    public double SkewWidthScale { get; init; } = 4;

    /// <summary>The volatility that the standard deviation is taken of, at expiry.</summary>
    public double SkewVolatilityStatic { get; init; } = 0.6;

    /// <summary>What is added to it with the root of time.</summary>
    public double SkewVolatilityScale { get; init; } = -0.1;

    /// <summary>Share of the loss for maintenance margin.</summary>
    public double MaintenanceLossFactor { get; init; } = 0.8;

    /// <summary>Share of the loss for initial margin.</summary>
    public double InitialLossFactor { get; init; } = 1;

    /// <summary>Discount of an expiry's value that is positive after a shock.</summary>
    public double LongBaseDiscount { get; init; } = 0.95;

    /// <summary>Multiple of the rate in it.</summary>
    public double LongRateMultiple { get; init; } = 1;

    /// <summary>What is added to the rate in it.</summary>
    public double LongRateAdd { get; init; } = 0.08;

    /// <summary>Mark-up of an expiry's value that is negative after a shock.</summary>
    public double ShortBaseDiscount { get; init; } = 1.04;

    /// <summary>Multiple of the rate in it.</summary>
    public double ShortRateMultiple { get; init; } = 0.5;

    /// <summary>What is added to the rate in it.</summary>
    public double ShortRateAdd { get; init; } = 0.08;

    /// <summary>Factor of the forward upwards, for the basis contingency.</summary>
    public double BasisUpFactor { get; init; } = 1.045;

    /// <summary>Factor of the forward downwards.</summary>
    public double BasisDownFactor { get; init; } = 0.955;

    /// <summary>Share of the basis loss that counts at expiry.</summary>
    public double BasisAdd { get; init; } = 0.5;

    /// <summary>What is added to that share per year to expiry.</summary>
    public double BasisMultiple { get; init; } = 2;

    /// <summary>Contingency of perpetuals, as a fraction of the index.</summary>
    public double PerpetualMaintenanceFraction { get; init; } = 0.015;

    /// <summary>What initial margin adds to it.</summary>
    public double PerpetualInitialFraction { get; init; } = 0.005;

    /// <summary>Contingency of naked short options, as a fraction of the index.</summary>
    public double OptionMaintenanceFraction { get; init; } = 0.003;

    /// <summary>What initial margin adds to it.</summary>
    public double OptionInitialFraction { get; init; } = 0.002;

    /// <summary>Confidence below which an oracle is charged for.</summary>
    public double ConfidenceThreshold { get; init; } = 0.55;

    /// <summary>How much.</summary>
    public double ConfidenceFactor { get; init; } = 1;

    /// <summary>Price of the settlement coin below which the initial factor rises.</summary>
    public double DepegThreshold { get; init; } = 0.98;

    /// <summary>How fast it rises.</summary>
    public double DepegFactor { get; init; } = 2;

    /// <summary>The expiry as its settlement nears: in the last half hour the part of the average price that is known no longer moves.</summary>
    public static VenueExpiry Split(VenueExpiry expiry)
    {
        var moving = expiry.SecondsToExpiry < SettlementSeconds ? expiry.Forward * expiry.SecondsToExpiry / SettlementSeconds : expiry.Forward;
        return expiry with { ForwardVariable = moving, ForwardFixed = expiry.Forward - moving };
    }

    /// <summary>Evaluates an account.</summary>
    public DerivePortfolioMargin Evaluate(DerivePortfolioV2Book given, IReadOnlyCollection<VenueScenario> scenarios)
    {
        var book = given with { Expiries = [.. given.Expiries.Select(Split)] };
        var basis = book.Expiries.Sum(expiry => expiry.BasisLoss(BasisUpFactor, BasisDownFactor, BasisAdd, BasisMultiple, DiscountOf(expiry)));
        var worst = scenarios.Select(scenario => ProfitOf(book, scenario)).Append(basis).Min();
        var held = book.PerpetualQuantity != 0 ? book.PerpetualUnrealisedPnl + book.UnpaidFunding : 0;
        var value = book.Cash + held + book.Expiries.Sum(expiry => DiscountOf(expiry) * expiry.ValueAt(1)) + book.Collaterals.Sum(collateral => collateral.ValueAt(book.StablePrice));
        var (perpetuals, naked) = (book.IndexPrice * Math.Abs(book.PerpetualQuantity), book.IndexPrice * book.Expiries.Sum(expiry => expiry.NakedShorts));
        var maintained = (perpetuals * PerpetualMaintenanceFraction) + (naked * OptionMaintenanceFraction) + book.Collaterals.Sum(collateral => collateral.ValueAt(book.StablePrice) * collateral.MaintenanceHaircut);
        var added = (perpetuals * PerpetualInitialFraction) + (naked * OptionInitialFraction) + book.Collaterals.Sum(collateral => collateral.ValueAt(book.StablePrice) * collateral.InitialHaircut) + ConfidenceCharge(book);
        var factor = InitialLossFactor + (Math.Max(0, DepegThreshold - book.StablePrice) * DepegFactor);
        return new DerivePortfolioMargin((worst * factor) - maintained - added + value, (worst * MaintenanceLossFactor) - maintained + value, value, worst, basis);
    }

    private double ProfitOf(DerivePortfolioV2Book book, VenueScenario scenario)
    {
        var move = scenario.SpotFactor - 1;
        var cancelling = book.Collaterals.Where(collateral => collateral.RiskCancelling).Sum(collateral => collateral.ValueAt(book.StablePrice));
        return (scenario.Dampening * move * ((book.PerpetualQuantity * book.PerpetualPrice) + cancelling)) + book.Expiries.Sum(expiry => ProfitOf(expiry, scenario));
    }

    private double ProfitOf(VenueExpiry expiry, VenueScenario scenario)
    {
        var (time, rate, discount) = (expiry.TimeYears, Math.Max(expiry.Rate, 0), DiscountOf(expiry));
        var shocked = discount * expiry.ValueAt(scenario.SpotFactor, option => VolatilityOf(expiry, option, scenario.Volatility));
        shocked *= shocked >= 0
            ? LongBaseDiscount * Math.Exp(-time * ((rate * LongRateMultiple) + LongRateAdd))
            : Math.Min(1 / discount, ShortBaseDiscount * Math.Exp(time * ((rate * ShortRateMultiple) + ShortRateAdd)));
        var profit = (shocked - (discount * expiry.ValueAt(1))) * scenario.Dampening;
        return scenario.Volatility is VenueVolatilityMove.SkewLinear or VenueVolatilityMove.SkewAbsolute ? -Math.Abs(profit) : profit;
    }

    private double VolatilityOf(VenueExpiry expiry, VenueOption option, VenueVolatilityMove move)
    {
        var scale = expiry.VolatilityScale(DteFloorSeconds, ShortTermPower, LongTermPower);
        return move switch
        {
            VenueVolatilityMove.Up => Math.Max(MinimumShockedVolatility, option.Volatility * (1 + (VolatilityUp * scale))),
            VenueVolatilityMove.Down => option.Volatility * Math.Max(0, 1 - (VolatilityDown * scale)),
            VenueVolatilityMove.SkewLinear => option.Volatility * Math.Max(0, 1 + SkewOf(expiry, Math.Log(option.StrikePrice / expiry.Forward), LinearSkewCapBase, LinearSkewCapScale)),
            VenueVolatilityMove.SkewAbsolute => option.Volatility * Math.Max(0, 1 + SkewOf(expiry, Math.Abs(Math.Log(option.StrikePrice / expiry.Forward)), AbsoluteSkewCapBase, AbsoluteSkewCapScale)),
            _ => option.Volatility,
        };
    }

    private double SkewOf(VenueExpiry expiry, double moneyness, double capBase, double capScale)
    {
        var root = Math.Sqrt(expiry.TimeYears);
        var cap = (capBase * root) + capScale;
        var skew = moneyness * cap / Math.Max(MinimumKStar, root * SkewWidthScale * (SkewVolatilityStatic + (root * SkewVolatilityScale)));
        return moneyness >= 0 ? Math.Min(skew, cap) : Math.Max(skew, -cap);
    }

    private static double DiscountOf(VenueExpiry expiry) => Math.Exp(-expiry.TimeYears * Math.Max(expiry.Rate, 0));

    private double ConfidenceCharge(DerivePortfolioV2Book book)
    {
        var confidence = book.PerpetualQuantity != 0 ? Math.Min(book.IndexConfidence, book.PerpetualConfidence) : book.IndexConfidence;
        return ChargeOf(confidence, book.IndexPrice * Math.Abs(book.PerpetualQuantity))
            + book.Expiries.Sum(expiry => ChargeOf(Math.Min(confidence, expiry.LeastConfidence), book.IndexPrice * expiry.GrossQuantity))
            + book.Collaterals.Sum(collateral => ChargeOf(Math.Min(book.IndexConfidence, collateral.Confidence), collateral.ValueAt(book.StablePrice)));

        double ChargeOf(double sure, double notional) => sure < ConfidenceThreshold ? (1 - sure) * ConfidenceFactor * notional : 0;
    }
}
