using System.Text.Json.Nodes;
using Clearinghouse.Core.Margin.Venues.Vega;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>Vega's isolated margin, by <c>calculation</c>.</summary>
public sealed class IsolatedMargin : IAcceptanceKind
{
    private static readonly Dictionary<string, Func<AcceptanceGiven, JsonObject>> Calculations = new(StringComparer.Ordinal)
    {
        ["position"] = Position,
        ["orders"] = Orders,
        ["fill"] = Fill,
        ["release"] = Release,
        ["capped-future"] = CappedFuture,
    };

    private static readonly Dictionary<string, bool> Sides = new(StringComparer.Ordinal) { ["buy"] = true, ["sell"] = false };

    /// <inheritdoc/>
    public string Name => "isolated-margin";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var calculation = given.OneOf("calculation", Calculations);
        return PriceFormula.Answer(() => calculation(given));
    }

    private static JsonObject Position(AcceptanceGiven given)
    {
        var rule = RuleOf(given);
        var minimum = Rational.Max(given.Exact("riskFactorLong"), given.Exact("riskFactorShort")) + given.Exact("slippageFactor");
        return new()
        {
            ["positionMargin"] = PriceFormula.Digits(rule.PositionMargin(given.Exact("averageEntryPrice"), given.Exact("positionQuantity"))),
            ["accepted"] = rule.IsAllowed(minimum),
            ["minimumFactorExclusive"] = PriceFormula.Number(minimum),
        };
    }

    private static JsonObject Orders(AcceptanceGiven given)
    {
        var auctionPrice = given.Flag("inAuction") ? Rational.Max(given.Exact("markPrice"), given.Exact("indicativePrice")) : (Rational?)null;
        return new() { ["orderMargin"] = PriceFormula.Digits(RuleOf(given).OrderMargin(OrdersOf(given), given.Exact("positionQuantity"), auctionPrice)) };
    }

    private static JsonObject Fill(AcceptanceGiven given)
    {
        var moved = RuleOf(given).FillMargin(given.Exact("price"), given.Exact("filledQuantity"));
        return new() { ["newPositionMargin"] = PriceFormula.Digits(moved), ["newOrderMargin"] = PriceFormula.Digits(given.Exact("orderMarginBefore") - moved) };
    }

    private static JsonObject Release(AcceptanceGiven given) => new()
    {
        ["released"] = PriceFormula.Digits(new VegaIsolated(1, given.Exact("moneyQuantum")).Release(
            given.Exact("positionMarginBalance"), given.Exact("positionQuantity"), given.Exact("closedQuantity"), given.Exact("exitPrice"), given.Exact("markPrice"))),
    };

    private static JsonObject CappedFuture(AcceptanceGiven given) => new()
    {
        ["requiredCollateral"] = PriceFormula.Digits(VegaIsolated.CappedFuture(given.Exact("maximumPrice"), given.Exact("positionQuantity"), given.Exact("averageEntryPrice"), OrdersOf(given))),
    };

    private static VegaIsolated RuleOf(AcceptanceGiven given) => new(given.Exact("marginFactor"), given.Exact("moneyQuantum"));

    private static List<VegaOrder> OrdersOf(AcceptanceGiven given) =>
        [.. given.List("orders").Select(order => new VegaOrder(order.OneOf("side", Sides), order.Exact("price"), order.Exact("quantity")))];
}
