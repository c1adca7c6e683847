using System.Text.Json.Nodes;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>What collateral counts for, and what uncertain prices are charged, by the <c>rule</c> of the case.</summary>
public sealed class CollateralHaircut : IAcceptanceKind
{
    private static readonly Dictionary<string, Func<AcceptanceGiven, JsonObject>> Rules = new(StringComparer.Ordinal)
    {
        ["size-asset-weight"] = given => Weight(Size(given).OfAsset(Double(given, "quantity"))),
        ["size-liability-weight"] = given => Weight(Size(given).OfLiability(Double(given, "quantity"))),
        ["scaled-asset-weight"] = ScaledAssetWeight,
        ["volatility"] = Volatility,
        ["depeg"] = Depeg,
        ["confidence"] = Confidence,
    };

    /// <inheritdoc/>
    public string Name => "collateral-haircut";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var rule = given.OneOf("rule", Rules);
        return PriceFormula.Answer(() => rule(given));
    }

    private static JsonObject ScaledAssetWeight(AcceptanceGiven given)
    {
        var scale = new DepositScale(given.Exact("baseWeight"), given.Exact("scaleStart"));
        return new() { ["weight"] = PriceFormula.Number(scale.WeightAt(given.Exact("totalDeposits"))) };
    }

    private static JsonObject Volatility(AcceptanceGiven given)
    {
        var haircut = new VolatilityHaircut
        {
            Z = given.Number("z"),
            VolatilityPerYear = given.Number("volatility"),
            HoldingSeconds = Double(given, "holdingSeconds"),
            LatencySeconds = Double(given, "latencySeconds"),
            YearSeconds = Double(given, "yearSeconds"),
            Spread = given.Number("spread"),
            DepegAllowance = given.Number("depegAllowance"),
            AbsorbedValue = (given.Exact("participationFraction") * given.Exact("averageDailyVolume")).ToDouble(),
        };
        var value = given.Exact("value");
        return new()
        {
            ["haircut"] = haircut.HaircutOf(value.ToDouble()),
            ["concentrationMultiplier"] = haircut.ConcentrationMultiplier(value.ToDouble()),
            ["collateralValue"] = PriceFormula.Digits(value * Rational.FromDouble(haircut.WeightOf(value.ToDouble()))),
        };
    }

    private static JsonObject Depeg(AcceptanceGiven given)
    {
        var charge = new DepegCharge(given.Exact("threshold"), given.Exact("factor")).ChargeOf(
            given.Exact("stablePrice"), given.Exact("indexPrice"), given.Exact("shortOptionQuantity"), given.Exact("perpetualQuantity"));
        return new() { ["charge"] = PriceFormula.Digits(charge) };
    }

    private static JsonObject Confidence(AcceptanceGiven given)
    {
        var charge = new ConfidenceCharge(given.Exact("threshold"), given.Exact("factor"))
            .ChargeOf(given.Exact("confidence"), given.Exact("quantity"), given.Exact("price"));
        return new() { ["charge"] = PriceFormula.Digits(charge) };
    }

    private static SizeWeight Size(AcceptanceGiven given) => new(given.Number("baseWeight"), given.Number("imf"));

    private static JsonObject Weight(double weight) => new() { ["weight"] = weight };

    private static double Double(AcceptanceGiven given, string field) => given.Exact(field).ToDouble();
}
