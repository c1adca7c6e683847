using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Collateral;

/// <summary>
/// What collateral counts for: market value × e^−(volatility until it is sold × wrong way × concentration + spread + depeg + doubt), within
/// caps (see <see cref="VolatilityHaircut"/>). Rounded down, against its holder. More of an asset never counts for less in all, and never
/// for more per unit.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.CollateralPolicy")]
public sealed record CollateralPolicy
{
    private const double YearSeconds = 31_536_000;

    /// <summary>The assets accepted; each once.</summary>
    [Id(0)] public required ImmutableArray<CollateralAsset> Assets { get; init; }

    /// <summary>Largest value, in money, that all collateral of an account counts for; 0 or more.</summary>
    [Id(1)] public required Amount AccountCap { get; init; }

    /// <summary>Quantile of the loss in standard deviations. Default 2.5758, the 99.5th percentile; 0 or more.</summary>
    [Id(2)] public double Z { get; init; } = 2.5758293035489;

    /// <summary>Seconds that a sale takes, after the transfer. Default one day; 0 or more.</summary>
    [Id(3)] public int HoldingSeconds { get; init; } = 86_400;

    /// <summary>Share of the average daily volume that a sale may take without moving the price. Default 10 %; above 0, at most 1.</summary>
    [Id(4)] public Ratio ParticipationFraction { get; init; } = Ratio.FromPpm(100_000);

    /// <summary>By how much a correlation of 1 with what is covered raises the volatility. Default 0.5; 0 or more.</summary>
    [Id(5)] public Ratio WrongWayFactor { get; init; } = Ratio.FromPpm(500_000);

    /// <summary>Share of its peg under which a pegged asset is charged. Default 0.98; from 0 to 1.</summary>
    [Id(6)] public Ratio DepegThreshold { get; init; } = Ratio.FromPpm(980_000);

    /// <summary>What the gap under the threshold is multiplied by. Default 2; 0 or more.</summary>
    [Id(7)] public Ratio DepegFactor { get; init; } = Ratio.FromPpm(2_000_000);

    /// <summary>Confidence of a price below which doubt is charged. Default 0.6, so that one lost source of three is not; from 0 to 1.</summary>
    [Id(8)] public Ratio ConfidenceThreshold { get; init; } = Ratio.FromPpm(600_000);

    /// <summary>What the doubt is multiplied by. Default 0.5; 0 or more.</summary>
    [Id(9)] public Ratio ConfidenceFactor { get; init; } = Ratio.FromPpm(500_000);

    /// <summary>Correlation assumed between two markets that have no common history. Default 0.7; from -1 to 1.</summary>
    [Id(10)] public Ratio DefaultCorrelation { get; init; } = Ratio.FromPpm(700_000);

    /// <summary>The market that prices the pool's own money against what it is pegged to, where that is a coin; null for none. Portfolio margin rises while the coin is under its peg.</summary>
    [Id(11)] public MarketId? SettlementMarket { get; init; }

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    public Refusal? Check()
    {
        if (Assets.IsDefault || Assets.DistinctBy(asset => asset.Asset).Count() != Assets.Length) return Bad("assets", "each once");
        if (Assets.Select(asset => asset.Check()).FirstOrDefault(refusal => refusal is not null) is { } invalid) return invalid;
        if (AccountCap.IsNegative) return Bad("accountCap", "0 or more");
        if (!(double.IsFinite(Z) && Z >= 0)) return Bad("z", "0 or more");
        if (HoldingSeconds < 0) return Bad("holdingSeconds", "0 or more");
        if (!ParticipationFraction.IsPositive || ParticipationFraction > Ratio.One) return Bad("participationFraction", "above 0 and at most 1");
        if (WrongWayFactor.IsNegative) return Bad("wrongWayFactor", "0 or more");
        if (DepegThreshold.IsNegative || DepegThreshold > Ratio.One) return Bad("depegThreshold", "from 0 to 1");
        if (DepegFactor.IsNegative) return Bad("depegFactor", "0 or more");
        if (ConfidenceThreshold.IsNegative || ConfidenceThreshold > Ratio.One) return Bad("confidenceThreshold", "from 0 to 1");
        if (ConfidenceFactor.IsNegative) return Bad("confidenceFactor", "0 or more");
        return DefaultCorrelation > Ratio.One || -DefaultCorrelation > Ratio.One ? Bad("defaultCorrelation", "from -1 to 1") : null;
    }

    /// <summary>The terms of an asset; null when it is not accepted.</summary>
    public CollateralAsset? Find(AssetId asset) => Assets.FirstOrDefault(accepted => accepted.Asset == asset);

    /// <summary>The value of an account's collateral.</summary>
    /// <param name="holdings">One holding per asset: split, a large one would look like many small.</param>
    /// <exception cref="ArgumentException">Two holdings of one asset, or a number out of its range.</exception>
    public CollateralValuation Value(ImmutableArray<CollateralHolding> holdings)
    {
        if (holdings.DistinctBy(holding => holding.Asset).Count() != holdings.Length)
            throw new ArgumentException("An asset is held once.", nameof(holdings));
        ImmutableArray<CollateralLine> lines = [.. holdings.Select(LineOf)];
        var sum = lines.Aggregate(Amount.Zero, (total, line) => total + line.Value);
        var value = Amount.Min(sum, AccountCap);
        return new(lines, value, sum - value);
    }

    private CollateralLine LineOf(CollateralHolding holding)
    {
        RequireInRange(holding);
        var price = Price.Max(holding.Price, Price.Zero);
        var reductions = new HaircutReductions(price * holding.Quantity);
        var asset = Find(holding.Asset);
        if (asset is null || holding.AverageDailyVolume == 0)
        {
            reductions.ReduceTo(HaircutReason.NotAccepted, Rational.Zero);
            return reductions.LineOf(holding.Asset) with { UnpricedQuantity = holding.IsUnpriced ? holding.Quantity : null };
        }

        var counted = Rational.From(Price.Min(price, asset.Peg ?? price) * holding.Quantity);
        reductions.ReduceTo(HaircutReason.OverPeg, counted);
        TakeMarketRisk(reductions, HaircutOf(holding, asset), holding.Correlation, counted);
        reductions.Weigh(HaircutReason.Spread, Math.Exp(-asset.Spread.ToDouble()));
        if (asset.Peg is { } peg)
            reductions.Weigh(HaircutReason.Depeg, Math.Exp(-DepegOf(asset, Rational.From(price) / Rational.From(peg))));
        reductions.Weigh(HaircutReason.Confidence, Math.Exp(-new ConfidenceCharge(Rational.From(ConfidenceThreshold), Rational.From(ConfidenceFactor)).FractionAt(Rational.From(holding.PriceConfidence)).ToDouble()));
        reductions.ReduceTo(HaircutReason.AssetCap, Rational.From(asset.ValueCap));
        return reductions.LineOf(holding.Asset);
    }

    private void TakeMarketRisk(HaircutReductions reductions, VolatilityHaircut plain, double correlation, Rational counted)
    {
        if (counted.Sign <= 0) return;
        var wrongWay = plain with
        {
            VolatilityPerYear = plain.VolatilityPerYear * (1 + (WrongWayFactor.ToDouble() * Math.Max(0, correlation))),
        };
        reductions.Weigh(HaircutReason.Volatility, Math.Exp(-plain.VolatilityTerm));
        reductions.ReduceTo(HaircutReason.WrongWay, counted * Rational.FromDouble(Math.Exp(-wrongWay.VolatilityTerm)));

        // Beyond this size the discount on everything would outgrow what is added, and a deposit would lower what its owner has.
        var useful = Math.Min(counted.ToDouble(), wrongWay.LargestUsefulValue);
        reductions.ReduceTo(HaircutReason.Concentration, Rational.FromDouble(useful) * Rational.FromDouble(wrongWay.WeightOf(useful)));
    }

    private VolatilityHaircut HaircutOf(CollateralHolding holding, CollateralAsset asset) => new()
    {
        Z = Z,
        VolatilityPerYear = holding.VolatilityPerYear,
        HoldingSeconds = HoldingSeconds,
        LatencySeconds = asset.LatencySeconds,
        YearSeconds = YearSeconds,
        Spread = 0, // taken off by itself, so that it shows
        DepegAllowance = 0,
        AbsorbedValue = ParticipationFraction.ToDouble() * holding.AverageDailyVolume,
    };

    private double DepegOf(CollateralAsset asset, Rational shareOfPeg) =>
        (Rational.From(asset.DepegAllowance) + (new DepegCharge(Rational.From(DepegThreshold), Rational.From(DepegFactor)).GapAt(shareOfPeg) * Rational.From(DepegFactor))).ToDouble();

    private static void RequireInRange(CollateralHolding holding)
    {
        if (holding.Quantity.IsNegative) throw Outside(nameof(holding.Quantity));
        if (!(double.IsFinite(holding.VolatilityPerYear) && holding.VolatilityPerYear >= 0)) throw Outside(nameof(holding.VolatilityPerYear));
        if (!(double.IsFinite(holding.AverageDailyVolume) && holding.AverageDailyVolume >= 0)) throw Outside(nameof(holding.AverageDailyVolume));
        if (!(Math.Abs(holding.Correlation) <= 1)) throw Outside(nameof(holding.Correlation));
        if (holding.PriceConfidence.IsNegative || holding.PriceConfidence > Ratio.One) throw Outside(nameof(holding.PriceConfidence));
    }

    private static ArgumentException Outside(string field) => new($"{field} is out of range.", nameof(field));

    private static Refusal Bad(string field, string range) => new(RefusalCode.ParametersInvalid) { Subject = field, Limit = range };
}
