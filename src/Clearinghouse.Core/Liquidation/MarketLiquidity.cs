using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>What a liquidation finds in a market.</summary>
/// <param name="Market">The market.</param>
/// <param name="DepthNotional">The notional that it takes up in a window; zero or less where nothing is known, and then nothing is closed there.</param>
/// <param name="HalfSpread">Half the spread, as a fraction of the price; not negative.</param>
/// <param name="UsedInWindow">The notional that liquidations of all accounts have closed in the running window (<see cref="LiquidationWindow"/>); not negative.</param>
/// <param name="IsMarkReliable">Whether positions may be closed at its marks (<see cref="Markets.MarketSnapshot.MayLiquidateAt"/>).</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarketLiquidity")]
public sealed record MarketLiquidity(
    [property: Id(0)] MarketId Market,
    [property: Id(1)] Amount DepthNotional,
    [property: Id(2)] Ratio HalfSpread,
    [property: Id(3)] Amount UsedInWindow,
    [property: Id(4)] bool IsMarkReliable = true);
