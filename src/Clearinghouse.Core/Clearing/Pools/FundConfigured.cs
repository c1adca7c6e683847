using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>How the pool sizes its default fund changed.</summary>
/// <param name="Command">What was asked.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundConfigured")]
public sealed record FundConfigured([property: Id(0)] ConfigureFund Command) : PoolEvent;
