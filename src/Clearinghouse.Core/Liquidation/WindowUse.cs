using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>Close-outs of one slot of a window, together.</summary>
/// <param name="At">The time of the last of them.</param>
/// <param name="Notional">What all of them closed; not negative.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.WindowUse")]
public sealed record WindowUse([property: Id(0)] DateTimeOffset At, [property: Id(1)] Amount Notional);
