using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>The top of a contract's book.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="BestBid">Highest price bid; positive. Null when nobody bids.</param>
/// <param name="BestAsk">Lowest price asked; positive, not below the bid. Null when nobody asks.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ContractQuote")]
public sealed record ContractQuote(
    [property: Id(0)] ContractId Contract,
    [property: Id(1)] Price? BestBid,
    [property: Id(2)] Price? BestAsk);
