using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>A default whose loss is not known yet.</summary>
/// <param name="Account">The defaulter.</param>
/// <param name="Since">When the pool heard of it.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.RunningDefault")]
public sealed record RunningDefault([property: Id(0)] AccountId Account, [property: Id(1)] DateTimeOffset Since);
