using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>What a plan does not do, or not by itself, and the numbers that say why.</summary>
/// <param name="Contracts">The contracts closed together; one for a single position.</param>
/// <param name="Reason">Why not.</param>
/// <param name="Quantities">What was looked at, by contract, signed as the trades; empty where nothing could be.</param>
/// <param name="Cost">What that would cost; null where nothing could be looked at.</param>
/// <param name="Equity">Equity after it.</param>
/// <param name="Required">The target after it.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.RejectedAlternative")]
public sealed record RejectedAlternative(
    [property: Id(0)] ImmutableArray<ContractId> Contracts,
    [property: Id(1)] RejectionReason Reason,
    [property: Id(2)] ImmutableArray<Quantity> Quantities,
    [property: Id(3)] Amount? Cost,
    [property: Id(4)] Amount? Equity,
    [property: Id(5)] Amount? Required);
