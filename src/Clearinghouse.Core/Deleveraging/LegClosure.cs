using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>What is closed of one position.</summary>
/// <param name="Market">The market.</param>
/// <param name="Contract">The contract.</param>
/// <param name="Held">What is held; positive long, negative short.</param>
/// <param name="Lot">The smallest step.</param>
/// <param name="Closed">How much of it is closed: signed as what is held, and no larger. A long's is sold, a short's bought back.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LegClosure")]
public sealed record LegClosure(
    [property: Id(0)] MarketId Market,
    [property: Id(1)] ContractId Contract,
    [property: Id(2)] Quantity Held,
    [property: Id(3)] Quantity Lot,
    [property: Id(4)] Quantity Closed)
{
    /// <summary>What remains.</summary>
    [JsonIgnore]
    public Quantity Left => Held - Closed;
}
