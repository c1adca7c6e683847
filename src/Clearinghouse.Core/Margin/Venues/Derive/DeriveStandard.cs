using Clearinghouse.Core.Products;

namespace Clearinghouse.Core.Margin.Venues.Derive;

/// <summary>
/// Derive's standard manager (derivexyz/v2-core, StandardManager.sol): rates per short option, or the largest loss at settlement where that is less; rates for perpetuals and base collateral; charges for unsure oracles and a coin
/// below its peg. Amounts are net values: charges are negative.
/// </summary>
public sealed record DeriveStandard
{
    /// <summary>What mainnet was configured with, for the ether market.</summary>
    public static DeriveStandard Mainnet { get; } = new();

    /// <summary>Largest charge of a short option for initial margin, as a fraction of the index.</summary>
    public double MaximumSpotFraction { get; init; } = 0.15;

    /// <summary>Smallest, however far out of the money.</summary>
    public double MinimumSpotFraction { get; init; } = 0.13;

    /// <summary>Maintenance charge of a short call, as a fraction of the index.</summary>
    public double MaintenanceCallSpotFraction { get; init; } = 0.09;

    /// <summary>Maintenance charge of a short put, as a fraction of the index.</summary>
    public double MaintenancePutSpotFraction { get; init; } = 0.09;

    /// <summary>The same as a fraction of its value; the larger charge holds.</summary>
    public double MaintenancePutValueFraction { get; init; } = 0.09;

    /// <summary>Fraction of the forward charged for calls that no other calls cover, for initial margin.</summary>
    public double UnpairedInitialScale { get; init; } = 1.2;

    /// <summary>The same for maintenance margin.</summary>
    public double UnpairedMaintenanceScale { get; init; } = 1.1;

    /// <summary>Least ratio of a short put's initial to its maintenance margin.</summary>
    public double PutInitialOverMaintenance { get; init; } = 1.05;

    /// <summary>Maintenance margin of perpetuals.</summary>
    public double PerpetualMaintenanceFraction { get; init; } = 0.065;

    /// <summary>Initial margin of perpetuals.</summary>
    public double PerpetualInitialFraction { get; init; } = 0.1;

    /// <summary>Share of base collateral that counts.</summary>
    public double BaseMarginFactor { get; init; } = 0.8;

    /// <summary>Share of that for initial margin.</summary>
    public double BaseInitialScale { get; init; } = 0.9375;

    /// <summary>How much an unsure oracle costs.</summary>
    public double OracleContingencyFactor { get; init; } = 1;

    /// <summary>Confidence below which options are charged for it.</summary>
    public double OptionConfidenceThreshold { get; init; } = 0.55;

    /// <summary>Confidence below which perpetuals are.</summary>
    public double PerpetualConfidenceThreshold { get; init; } = 0.55;

    /// <summary>Confidence below which base collateral is.</summary>
    public double BaseConfidenceThreshold { get; init; } = 0.55;

    /// <summary>Price of the settlement coin below which positions are charged.</summary>
    public double DepegThreshold { get; init; } = 0.99;

    /// <summary>How much.</summary>
    public double DepegFactor { get; init; } = 2;

    /// <summary>Evaluates an account.</summary>
    /// <param name="cash">Cash.</param>
    /// <param name="stablePrice">Price of the settlement coin.</param>
    /// <param name="markets">Its markets.</param>
    public VenueMargin Evaluate(double cash, double stablePrice, IReadOnlyCollection<DeriveStandardMarket> markets) => new(
        cash + markets.Sum(market => MarginOf(market, isInitial: true) - ContingencyOf(market) - DepegOf(market, stablePrice)),
        cash + markets.Sum(market => MarginOf(market, isInitial: false)),
        cash + markets.Sum(market => market.Expiries.Sum(expiry => expiry.ValueAt(1)) + (market.Perpetual?.Unrealised ?? 0) + (market.BaseQuantity * market.IndexPrice / stablePrice)));

    private double MarginOf(DeriveStandardMarket market, bool isInitial)
    {
        var margin = market.Expiries.Sum(expiry => MarginOf(market, expiry, isInitial));
        if (market.Perpetual is { } perpetual)
            margin += perpetual.Unrealised - (Math.Abs(perpetual.Quantity) * perpetual.Price * (isInitial ? PerpetualInitialFraction : PerpetualMaintenanceFraction));
        return margin + (market.BaseQuantity * market.IndexPrice * BaseMarginFactor * (isInitial ? BaseInitialScale : 1));
    }

    /// <summary>The lesser charge of two: each short option by itself, or the worst that the expiry can come to.</summary>
    private double MarginOf(DeriveStandardMarket market, VenueExpiry expiry, bool isInitial)
    {
        var isolated = expiry.Options.Where(option => option.Quantity < 0).Sum(option => MarginOf(market.IndexPrice, expiry, option, isInitial));
        var settlements = expiry.Options.Select(option => option.StrikePrice).Append(0);
        var largestLoss = settlements.Min(price => Math.Min(0, expiry.Options.Sum(option => option.PayoffAt(price))));
        var netCalls = expiry.Options.Where(option => option.Type == OptionRight.Call).Sum(option => option.Quantity);
        if (netCalls < 0) largestLoss += (isInitial ? UnpairedInitialScale : UnpairedMaintenanceScale) * expiry.Forward * netCalls;
        return Math.Max(isolated, largestLoss);
    }

    private double MarginOf(double index, VenueExpiry expiry, VenueOption option, bool isInitial)
    {
        var value = (expiry with { Options = [option] }).ValueAt(1);
        var outOfTheMoney = Math.Max(0, option.Type == OptionRight.Call ? option.StrikePrice - index : index - option.StrikePrice);
        var initial = value + (Math.Max(MaximumSpotFraction - (outOfTheMoney / index), MinimumSpotFraction) * index * option.Quantity);
        if (option.Type == OptionRight.Call) return isInitial ? initial : value + (MaintenanceCallSpotFraction * index * option.Quantity);
        var maintenance = value + Math.Min(MaintenancePutSpotFraction * index * option.Quantity, MaintenancePutValueFraction * value);
        return isInitial ? Math.Min(initial, maintenance * PutInitialOverMaintenance) : maintenance;
    }

    private double ContingencyOf(DeriveStandardMarket market)
    {
        var options = market.Expiries.Sum(expiry => ChargeOf(Math.Min(market.IndexConfidence, expiry.LeastConfidence), OptionConfidenceThreshold, expiry.ShortQuantity));
        var perpetual = market.Perpetual is { } held ? ChargeOf(Math.Min(market.IndexConfidence, held.Confidence), PerpetualConfidenceThreshold, Math.Abs(held.Quantity)) : 0;
        var collateral = BaseMarginFactor != 0 ? ChargeOf(market.IndexConfidence, BaseConfidenceThreshold, market.BaseQuantity) : 0;
        return options + perpetual + collateral;

        double ChargeOf(double confidence, double threshold, double quantity) => confidence < threshold ? (1 - confidence) * OracleContingencyFactor * market.IndexPrice * quantity : 0;
    }

    private double DepegOf(DeriveStandardMarket market, double stablePrice) =>
        Math.Max(0, DepegThreshold - stablePrice) * DepegFactor * market.IndexPrice * (market.Expiries.Sum(expiry => expiry.ShortQuantity) + Math.Abs(market.Perpetual?.Quantity ?? 0));
}
