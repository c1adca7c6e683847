using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>What a plan knows of the markets of its positions, by exposure: looked up once, however many closures are looked at.</summary>
internal sealed class LiquidationMarkets
{
    private readonly ImmutableArray<MarketLiquidity?> _known;
    private readonly ImmutableArray<Amount> _most;
    private readonly ImmutableArray<int> _firsts;

    public LiquidationMarkets(LiquidationRequest request)
    {
        var (exposures, terms) = (request.Input.Exposures, request.Terms);
        var byMarket = request.Markets.ToDictionary(market => market.Market);
        _known = [.. exposures.Select(exposure => byMarket.GetValueOrDefault(exposure.Market))];
        _most = [.. _known.Select(market => market is null ? Amount.Zero : MostIn(market, terms))];
        _firsts = [.. exposures.Select(exposure => exposures.TakeWhile(other => other.Market != exposure.Market).Count())];
    }

    /// <summary>The market of an exposure.</summary>
    /// <exception cref="InvalidOperationException">Nothing is known of it, so nothing may be closed there: a bug.</exception>
    public MarketLiquidity this[int exposure] => _known[exposure] ?? throw new InvalidOperationException($"Nothing is known of the market of exposure {exposure}.");

    /// <summary>The market of an exposure; null where nothing is known of it.</summary>
    public MarketLiquidity? Find(int exposure) => _known[exposure];

    /// <summary>What the plan may close in an exposure's market.</summary>
    public Amount MostIn(int exposure) => _most[exposure];

    /// <summary>The first exposure of the same market: its number.</summary>
    public int FirstOf(int exposure) => _firsts[exposure];

    private static Amount MostIn(MarketLiquidity market, LiquidationTerms terms)
    {
        var left = terms.WindowLimitOf(market.DepthNotional) - market.UsedInWindow;
        return terms.MaxMarketNotional is { } most ? Amount.Min(left, most) : left;
    }
}
