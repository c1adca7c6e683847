using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>What a close-out takes up of its market's window.</summary>
/// <param name="Notional">At the market's mark; of options, at the index. Not negative.</param>
/// <param name="WindowSeconds">How long it counts; positive.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LiquidationCharge")]
public sealed record LiquidationCharge([property: Id(0)] Amount Notional, [property: Id(1)] int WindowSeconds);
