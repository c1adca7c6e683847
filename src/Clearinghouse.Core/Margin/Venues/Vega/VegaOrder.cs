using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin.Venues.Vega;

/// <summary>An unfilled limit order.</summary>
/// <param name="IsBuy">Buys or sells.</param>
/// <param name="Price">Limit price.</param>
/// <param name="Quantity">Contracts; positive.</param>
public sealed record VegaOrder(bool IsBuy, Rational Price, Rational Quantity);
