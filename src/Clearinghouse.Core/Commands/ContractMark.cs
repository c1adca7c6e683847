using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>The mark price of one contract.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Price">Per unit of underlying; for an option, the premium.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ContractMark")]
public sealed record ContractMark([property: Id(0)] ContractId Contract, [property: Id(1)] Price Price);
