using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>A default began: nobody joins or leaves, and cooldowns stand still, until its loss is known.</summary>
/// <param name="Default">The default.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.TrancheFrozen")]
public sealed record TrancheFrozen([property: Id(0)] DefaultId Default) : TrancheEvent;
