using System.Collections.Immutable;

namespace Clearinghouse.Core.Margin.Venues.Derive;

/// <summary>
/// Derive's first portfolio manager (derivexyz/v2-core, PMRM.sol and PMRMLib.sol): the worst of price and volatility scenarios and of a basis contingency, static charges, and on top for initial margin a factor and charges for
/// unsure oracles.
/// </summary>
public sealed record DerivePortfolioV1
{
    private static readonly VenueVolatilityMove[] AllMoves = [VenueVolatilityMove.Up, VenueVolatilityMove.None, VenueVolatilityMove.Down];

    /// <summary>What mainnet was configured with.</summary>
    public static DerivePortfolioV1 Mainnet { get; } = new()
    {
        BasisUpFactor = 1.05,
        BasisDownFactor = 0.95,
        BasisAdd = 1,
        BasisMultiple = 1.2,
        DepegThreshold = 0.99,
        DepegFactor = 4,
        ConfidenceThreshold = 0.55,
        ConfidenceFactor = 1,
        BaseStaticFraction = 0.03,
        PerpetualStaticFraction = 0.03,
        OptionStaticFraction = 0.02,
        InitialFactor = 1.25,
        BaseDiscount = 0.95,
        RateMultiple = 1,
        RateAdd = 0.12,
        VolatilityUp = 0.6,
        VolatilityDown = 0.3,
    };

    /// <summary>The scenarios of mainnet: ±20 % with volatility up, and ±15, 10, 5 and 0 % with every volatility.</summary>
    public static ImmutableArray<VenueScenario> MainnetScenarios { get; } =
    [
        new(1.2, VenueVolatilityMove.Up),
        .. new[] { 1.15, 1.1, 1.05, 1, 0.95, 0.9, 0.85 }.SelectMany(factor => AllMoves.Select(move => new VenueScenario(factor, move))),
        new(0.8, VenueVolatilityMove.Up),
    ];

    /// <summary>Factor of the forward upwards, for the basis contingency.</summary>
    public required double BasisUpFactor { get; init; }

    /// <summary>Factor of the forward downwards.</summary>
    public required double BasisDownFactor { get; init; }

    /// <summary>Share of the basis loss that counts at expiry.</summary>
    public required double BasisAdd { get; init; }

    /// <summary>What is added to that share per year to expiry.</summary>
    public required double BasisMultiple { get; init; }

    /// <summary>Price of the settlement coin below which the initial factor rises.</summary>
    public required double DepegThreshold { get; init; }

    /// <summary>How fast it rises.</summary>
    public required double DepegFactor { get; init; }

    /// <summary>Confidence below which an oracle is charged for.</summary>
    public required double ConfidenceThreshold { get; init; }

    /// <summary>How much.</summary>
    public required double ConfidenceFactor { get; init; }

    /// <summary>Static charge on base collateral, as a fraction of the index.</summary>
    public required double BaseStaticFraction { get; init; }

    /// <summary>Static charge on perpetuals.</summary>
    public required double PerpetualStaticFraction { get; init; }

    /// <summary>Static charge on naked short options.</summary>
    public required double OptionStaticFraction { get; init; }

    /// <summary>Factor of the loss for initial margin.</summary>
    public required double InitialFactor { get; init; }

    /// <summary>Discount of a positive shocked value of an expiry.</summary>
    public required double BaseDiscount { get; init; }

    /// <summary>Multiple of the rate in its discount.</summary>
    public required double RateMultiple { get; init; }

    /// <summary>What is added to the rate in its discount.</summary>
    public required double RateAdd { get; init; }

    /// <summary>Relative rise of volatility at thirty days.</summary>
    public required double VolatilityUp { get; init; }

    /// <summary>Relative fall of volatility at thirty days.</summary>
    public required double VolatilityDown { get; init; }

    /// <summary>Power of time for expiries up to thirty days.</summary>
    public double ShortTermPower { get; init; } = 0.3;

    /// <summary>Power of time for longer ones.</summary>
    public double LongTermPower { get; init; } = 0.13;

    /// <summary>Expiries nearer than this move as if they were this far, in seconds.</summary>
    public double DteFloorSeconds { get; init; } = 86_400;

    /// <summary>Evaluates an account.</summary>
    public DerivePortfolioMargin Evaluate(DerivePortfolioV1Book book, IReadOnlyCollection<VenueScenario> scenarios)
    {
        var basis = book.Expiries.Sum(expiry => expiry.BasisLoss(BasisUpFactor, BasisDownFactor, BasisAdd, BasisMultiple));
        var worst = scenarios.Select(scenario => ProfitOf(book, scenario)).Append(basis).Min();
        var held = book.PerpetualQuantity != 0 ? book.PerpetualUnrealisedPnl + book.UnpaidFunding : 0;
        var value = book.Cash + book.Expiries.Sum(expiry => expiry.ValueAt(1)) + (book.BaseQuantity * book.IndexPrice / book.StablePrice) + held;
        var charges = book.IndexPrice * (
            (Math.Abs(book.PerpetualQuantity) * PerpetualStaticFraction)
            + (book.BaseQuantity * BaseStaticFraction)
            + (book.Expiries.Sum(expiry => expiry.NakedShorts) * OptionStaticFraction));
        var factor = InitialFactor + (Math.Max(0, DepegThreshold - book.StablePrice) * DepegFactor);
        return new DerivePortfolioMargin(((worst - charges) * factor) - ConfidenceCharge(book) + value, worst - charges + value, value, worst, basis);
    }

    private double ProfitOf(DerivePortfolioV1Book book, VenueScenario scenario) =>
        book.Expiries.Sum(expiry => ShockedValue(expiry, scenario) - expiry.ValueAt(1))
        + (book.BaseQuantity * book.IndexPrice * (scenario.SpotFactor - 1) / book.StablePrice)
        + (book.PerpetualQuantity * (scenario.SpotFactor - 1) * book.PerpetualPrice);

    private double ShockedValue(VenueExpiry expiry, VenueScenario scenario)
    {
        var scale = expiry.VolatilityScale(DteFloorSeconds, ShortTermPower, LongTermPower);
        var factor = scenario.Volatility switch
        {
            VenueVolatilityMove.Up => 1 + (VolatilityUp * scale),
            VenueVolatilityMove.Down => Math.Max(0, 1 - (VolatilityDown * scale)),
            VenueVolatilityMove.None => 1.0,
            _ => throw new ArgumentOutOfRangeException(nameof(scenario), scenario.Volatility, "The first portfolio manager knows no skew scenarios."),
        };
        var value = expiry.ValueAt(scenario.SpotFactor, option => option.Volatility * factor);
        return value > 0 ? value * BaseDiscount * Math.Exp(-expiry.TimeYears * ((Math.Max(expiry.Rate, 0) * RateMultiple) + RateAdd)) : value;
    }

    private double ConfidenceCharge(DerivePortfolioV1Book book)
    {
        var confidence = book.PerpetualQuantity != 0 ? Math.Min(book.IndexConfidence, book.PerpetualConfidence) : book.IndexConfidence;
        return ChargeOf(confidence, Math.Abs(book.PerpetualQuantity) + book.BaseQuantity)
            + book.Expiries.Sum(expiry => ChargeOf(Math.Min(confidence, expiry.LeastConfidence), expiry.GrossQuantity));

        double ChargeOf(double sure, double amount) => sure < ConfidenceThreshold ? (1 - sure) * ConfidenceFactor * amount * book.IndexPrice : 0;
    }
}
