using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>Positions of an expired contract were closed at its settlement price. The legs of all these events of a contract sum to zero.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Price">The settlement price.</param>
/// <param name="FundingIndex">The contract's funding index.</param>
/// <param name="Legs">One leg per holder, opposite to the position.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PositionsSettled")]
public sealed record PositionsSettled(
    [property: Id(0)] ContractId Contract,
    [property: Id(1)] Price Price,
    [property: Id(2)] Price FundingIndex,
    [property: Id(3)] ImmutableArray<TradeLeg> Legs) : MarketEvent;
