using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>The pool's insurance tranches changed.</summary>
/// <param name="Command">What was asked.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.InsuranceConfigured")]
public sealed record InsuranceConfigured([property: Id(0)] ConfigureInsurance Command) : PoolEvent;
