using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>The pool heard that an account is in default. Until its loss is allocated, or it turns out that there is none, nobody joins or leaves the insurance tranches.</summary>
/// <param name="Default">The default.</param>
/// <param name="Account">The defaulter.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DefaultBegun")]
public sealed record DefaultBegun([property: Id(0)] DefaultId Default, [property: Id(1)] AccountId Account) : PoolEvent;
