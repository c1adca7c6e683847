using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Protocols;

/// <summary>What trades of one venue left an account with in one contract, whatever those of others did.</summary>
/// <param name="Venue">The venue; the clearinghouse itself for what was taken over from others.</param>
/// <param name="Market">The market.</param>
/// <param name="Contract">The contract.</param>
/// <param name="Quantity">Contracts; positive long, never zero.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BroughtPosition")]
public sealed record BroughtPosition(
    [property: Id(0)] VenueId Venue,
    [property: Id(1)] MarketId Market,
    [property: Id(2)] ContractId Contract,
    [property: Id(3)] Quantity Quantity);
