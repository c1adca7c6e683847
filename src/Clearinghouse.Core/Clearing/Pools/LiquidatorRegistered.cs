using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>An account was registered as a liquidator, or struck off.</summary>
/// <param name="Command">What was asked.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LiquidatorRegistered")]
public sealed record LiquidatorRegistered([property: Id(0)] RegisterLiquidator Command) : PoolEvent;
