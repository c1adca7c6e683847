using System.Text.Json.Nodes;
using Clearinghouse.Core.Liquidation.Venues;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>How much is liquidated, at what price and fee, by <c>rule</c>.</summary>
public sealed class PartialLiquidation : IAcceptanceKind
{
    private static readonly Dictionary<string, bool> Sides = new(StringComparer.Ordinal) { ["long"] = true, ["short"] = false };

    private static readonly Dictionary<string, Func<AcceptanceGiven, JsonObject>> Rules = new(StringComparer.Ordinal)
    {
        ["shortage-perpetual"] = given => Digits("quantity", DriftLiquidation.PerpetualQuantity(
            given.Exact("shortage"), given.Exact("price"), given.Exact("quotePrice"), given.Exact("marginRatio"), given.Exact("liquidationFee"), given.Exact("insuranceFee"), given.Exact("positionQuantity"))),
        ["shortage-spot"] = given => Digits("quantity", DriftLiquidation.SpotQuantity(
            given.Exact("shortage"),
            given.Exact("liabilityPrice"),
            given.Exact("assetWeight"),
            given.Exact("liabilityWeight"),
            given.Exact("assetMultiplier"),
            given.Exact("liabilityMultiplier"),
            given.Exact("insuranceFee"),
            given.Exact("borrowedQuantity"))),
        ["fee-ramp"] = given => new()
        {
            ["fee"] = PriceFormula.Number(DriftLiquidation.Fee(given.Exact("baseFee"), given.Exact("feePerSlot"), given.Exact("graceSlots"), given.Exact("maximumFee"), given.Exact("elapsedSlots"))),
        },
        ["bankruptcy-quote"] = given => Digits("quote", Rational.FromInteger(DydxLiquidation.BankruptcyQuote(
            given.Integer("netCollateral"), given.Integer("totalMaintenance"), given.Integer("deltaNotional"), given.Integer("deltaMaintenance")))),
        ["fillable-price"] = given => Digits("fillablePrice", DydxLiquidation.FillablePrice(
            given.Exact("signedNotional"),
            given.Exact("signedQuantity"),
            given.Exact("positionMaintenance"),
            given.Exact("netCollateral"),
            given.Exact("totalMaintenance"),
            given.Exact("aggressiveness"),
            given.Exact("spreadMultiplier"))),
        ["liquidation-fee"] = given => Digits("fee", DydxLiquidation.Fee(
            given.Exact("notional"), given.Exact("maximumFeeFraction"), given.Exact("fillNotional"), given.Exact("bankruptcyNotional"), given.OneOf("closes", Sides))),
        ["disposal"] = Disposal,
        ["window-limit"] = WindowLimit,
        ["close-factor"] = CloseFactor,
    };

    /// <inheritdoc/>
    public string Name => "partial-liquidation";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var rule = given.OneOf("rule", Rules);
        return PriceFormula.Answer(() => rule(given));
    }

    private static JsonObject Digits(string field, Rational value) => new() { [field] = PriceFormula.Digits(value) };

    private static JsonObject Disposal(AcceptanceGiven given)
    {
        var steps = new VegaDisposal(given.Exact("fraction"), given.Integer("fullDisposalQuantity"), given.Exact("maximumBookFraction")).StepsOf(given.Integer("positionQuantity"), given.Integer("bookQuantity"));
        return new() { ["steps"] = new JsonArray([.. steps.Select(step => JsonValue.Create(step.ToString(System.Globalization.CultureInfo.InvariantCulture)))]) };
    }

    private static JsonObject WindowLimit(AcceptanceGiven given)
    {
        var window = new SynthetixWindow(given.Exact("makerFee"), given.Exact("takerFee"), given.Exact("skewScale"), given.Exact("multiplier"), given.Exact("windowSeconds"));
        var open = given.Exact("openQuantity");
        var executed = window.Execute(open, given.ExactList("requestsAtSeconds"));
        return new()
        {
            ["windowCapacity"] = PriceFormula.Digits(window.Capacity),
            ["executed"] = new JsonArray([.. executed.Select(quantity => PriceFormula.Digits(quantity))]),
            ["openAfter"] = PriceFormula.Digits(executed.Aggregate(open, (rest, quantity) => rest - quantity)),
        };
    }

    private static JsonObject CloseFactor(AcceptanceGiven given)
    {
        var debt = given.Exact("debt");
        var health = AaveCloseFactor.HealthFactorOf(
            given.List("collaterals").Select(collateral => (collateral.Exact("quantity"), collateral.Exact("price"), collateral.Exact("liquidationThreshold"))), debt);
        var rule = new AaveCloseFactor(health, debt, given.Exact("fullCloseBelow"), given.Exact("partialCloseFactor"), given.Exact("bonus"));
        return new()
        {
            ["healthFactor"] = PriceFormula.Number(health),
            ["closeFactor"] = PriceFormula.Number(rule.CloseFactor),
            ["maximumRepay"] = PriceFormula.Digits(rule.MaximumRepay),
            ["seizedValue"] = PriceFormula.Digits(rule.SeizedValue),
        };
    }
}
