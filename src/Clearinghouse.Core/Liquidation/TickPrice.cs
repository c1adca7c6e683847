using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>Prices at which positions are closed for their holder stand on the contract's ticks.</summary>
public static class TickPrice
{
    /// <summary>The next tick against the holder: down for a sale, up for a purchase, at least one.</summary>
    /// <param name="price">Any price.</param>
    /// <param name="tick">Positive.</param>
    /// <param name="isSale">Whether the holder sells.</param>
    public static Price Against(Price price, Price tick, bool isSale)
    {
        var ticks = isSale ? price.Raw / tick.Raw : (price.Raw + tick.Raw - 1) / tick.Raw;
        return Price.FromRaw(Math.Max(1, ticks) * tick.Raw);
    }
}
