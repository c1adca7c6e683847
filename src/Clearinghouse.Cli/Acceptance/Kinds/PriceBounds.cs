using System.Text.Json.Nodes;
using Clearinghouse.Forecasting.Bands;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>The prices that a trade may have without an auction, by the <c>rule</c> of the case.</summary>
public sealed class PriceBounds : IAcceptanceKind
{
    private static readonly Dictionary<string, Func<AcceptanceGiven, AcceptanceGiven, PriceRange>> Rules = new(StringComparer.Ordinal)
    {
        ["lognormal"] = Lognormal,
        ["percentage"] = (given, _) => PriceRange.Percentage(
            given.Exact("referencePrice"), given.Exact("downFraction"), given.Exact("upFraction"), given.Exact("priceQuantum")),
    };

    /// <inheritdoc/>
    public string Name => "price-bounds";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var rule = given.OneOf("rule", Rules);
        return PriceFormula.Answer(() => given.Has("horizons") ? Horizons(given) : One(given, rule(given, given)));
    }

    private static JsonObject One(AcceptanceGiven given, PriceRange range)
    {
        var result = Bounds(range);
        if (given.ExactOrNull("tradePrice") is { } price) result["triggersAuction"] = !range.Contains(price);
        return result;
    }

    private static JsonObject Horizons(AcceptanceGiven given)
    {
        var triggers = given.List("horizons").Select(horizon => new AuctionTrigger(Lognormal(given, horizon), horizon.Exact("auctionExtensionSeconds"))).ToList();
        var result = new JsonObject { ["ranges"] = new JsonArray([.. triggers.Select(trigger => Bounds(trigger.Range))]) };
        if (given.ExactOrNull("tradePrice") is not { } price) return result;
        result["auctionSeconds"] = PriceFormula.Number(AuctionTrigger.AuctionSeconds(triggers, price));
        return result;
    }

    private static PriceRange Lognormal(AcceptanceGiven given, AcceptanceGiven horizon) => PriceRange.Lognormal(
        given.Exact("referencePrice"),
        given.Real("drift"),
        given.Real("volatility"),
        horizon.Real("horizonSeconds"),
        horizon.Real("probability"),
        given.Exact("priceQuantum"));

    private static JsonObject Bounds(PriceRange range) => new()
    {
        ["lowerBound"] = PriceFormula.Digits(range.LowerBound),
        ["upperBound"] = PriceFormula.Digits(range.UpperBound),
    };
}
