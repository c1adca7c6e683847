using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>One position of a basket.</summary>
/// <param name="Market">The market.</param>
/// <param name="Contract">The contract.</param>
/// <param name="Quantity">What is held; positive long, negative short; a multiple of the lot.</param>
/// <param name="Lot">The smallest step; positive.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BasketLeg")]
public sealed record BasketLeg(
    [property: Id(0)] MarketId Market,
    [property: Id(1)] ContractId Contract,
    [property: Id(2)] Quantity Quantity,
    [property: Id(3)] Quantity Lot);
