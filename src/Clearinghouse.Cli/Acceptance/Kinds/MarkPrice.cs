using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Clearinghouse.Core.Marks;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>A mark or index price from several observations, by the <c>rule</c> of the case.</summary>
public sealed class MarkPrice : IAcceptanceKind
{
    private static readonly Dictionary<string, Func<AcceptanceGiven, JsonObject>> Rules = new(StringComparer.Ordinal)
    {
        ["trade-weighted"] = TradeWeighted,
        ["book"] = Book,
        ["weighted-mean"] = given => Combined(given, SourceCombination.WeightedMean),
        ["weighted-median"] = given => Combined(given, SourceCombination.WeightedMedian),
        ["median"] = given => Combined(given, SourceCombination.Median),
        ["composite"] = Composite,
    };

    /// <inheritdoc/>
    public string Name => "mark-price";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var rule = given.OneOf("rule", Rules);
        return PriceFormula.Answer(() => rule(given));
    }

    private static JsonObject TradeWeighted(AcceptanceGiven given)
    {
        var decay = new TradeDecay(given.Exact("decayWeight"), given.Exact("decayPower"), given.Exact("horizonSeconds"));
        var trades = given.List("trades")
            .Select(trade => new AgedTrade(trade.Exact("price"), trade.Exact("quantity"), trade.Exact("ageSeconds")));
        return new() { ["markPrice"] = OnTick(given, decay.PriceOf([.. trades])) };
    }

    private static JsonObject Book(AcceptanceGiven given)
    {
        var notional = BookDepth.NotionalOf(
            given.Exact("cashAmount"), given.Exact("riskFactor"), given.Exact("slippageFactor"), given.Exact("initialMultiplier"));
        var depth = BookDepth.Of(notional, Levels(given, "bids"), Levels(given, "asks"), given.Exact("quantityQuantum"));
        return new()
        {
            ["markPrice"] = OnTick(given, depth.Price),
            ["bidQuantity"] = PriceFormula.Digits(depth.BidQuantity),
            ["askQuantity"] = PriceFormula.Digits(depth.AskQuantity),
        };
    }

    private static JsonObject Combined(AcceptanceGiven given, SourceCombination combination)
    {
        var sources = given.List("sources")
            .Select(source => new AgedPrice(source.Exact("price"), source.Exact("weight"), source.Exact("ageSeconds")));
        var minimum = (int)given.Exact("minimumSources").Numerator;
        var combined = CombinedPrice.Of([.. sources], combination, given.Exact("maxAgeSeconds"), minimum);
        return new() { ["markPrice"] = OnTick(given, combined.Price), ["sourcesUsed"] = combined.SourcesUsed };
    }

    private static JsonObject Composite(AcceptanceGiven given)
    {
        var externals = given.List("externalPerpetuals").Select(item => new WeightedPrice(item.Exact("price"), item.Exact("weight")));
        var composite = CompositePrice.Of(
            given.ExactOrNull("oraclePrice"),
            given.Exact("basisAverage"),
            given.ExactOrNull("bestBid"),
            given.ExactOrNull("bestAsk"),
            given.ExactOrNull("lastTrade"),
            [.. externals]);
        return new() { ["markPrice"] = OnTick(given, composite.Price) };
    }

    private static ImmutableArray<BookLevel> Levels(AcceptanceGiven given, string side) =>
        [.. given.List(side).Select(level => new BookLevel(level.Exact("price"), level.Exact("quantity")))];

    private static JsonNode? OnTick(AcceptanceGiven given, Rational? price) =>
        PriceFormula.Digits(price?.FloorTo(given.Exact("priceQuantum")));
}
