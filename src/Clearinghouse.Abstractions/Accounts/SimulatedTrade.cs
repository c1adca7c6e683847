using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Abstractions.Accounts;

/// <summary>One side of a trade that is not made.</summary>
/// <param name="Market">The market.</param>
/// <param name="Contract">The contract.</param>
/// <param name="Quantity">Contracts; positive bought, negative sold, not zero.</param>
/// <param name="Price">Price per unit of underlying; null for the mark.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.SimulatedTrade")]
public sealed record SimulatedTrade(
    [property: Id(0)] MarketId Market,
    [property: Id(1)] ContractId Contract,
    [property: Id(2)] Quantity Quantity,
    [property: Id(3)] Price? Price = null);
