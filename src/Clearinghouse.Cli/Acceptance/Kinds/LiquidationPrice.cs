using System.Text.Json.Nodes;
using Clearinghouse.Core.Margin.Venues;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>Closed forms of liquidation and bankruptcy prices, by <c>rule</c>.</summary>
public sealed class LiquidationPrice : IAcceptanceKind
{
    private static readonly Dictionary<string, bool> Sides = new(StringComparer.Ordinal) { ["long"] = true, ["short"] = false };

    private static readonly Dictionary<string, Func<AcceptanceGiven, JsonObject>> Rules = new(StringComparer.Ordinal)
    {
        ["linear"] = given => Write(LiquidationPrices.Linear(
            given.Exact("positionQuantity"), given.Exact("markPrice"), given.Exact("collateral"), given.Exact("slippageFactor") + given.Exact("riskFactor"), given.Exact("fundingPaymentPerUnit"))),
        ["maintenance-rate"] = given => Write(LiquidationPrices.MaintenanceRate(
            given.Exact("positionQuantity"), given.Exact("markPrice"), given.Exact("accountValue"), given.Exact("maintenanceRate"))),
        ["bankruptcy"] = given => Write(LiquidationPrices.Bankruptcy(given.Exact("positionQuantity"), given.Exact("markPrice"), given.Exact("equity"))),
        ["inverse-bankruptcy"] = given => Write(LiquidationPrices.InverseBankruptcy(given.Exact("entryPrice"), given.Exact("leverage"), given.OneOf("side", Sides))),
    };

    /// <inheritdoc/>
    public string Name => "liquidation-price";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var rule = given.OneOf("rule", Rules);
        return PriceFormula.Answer(() => rule(given));
    }

    private static JsonObject Write((Rational? Price, bool IsLiquidatable) found) =>
        new() { ["liquidationPrice"] = PriceFormula.Digits(found.Price), ["liquidatable"] = found.IsLiquidatable };

    private static JsonObject Write(Rational? price) => new() { ["liquidationPrice"] = PriceFormula.Digits(price) };
}
