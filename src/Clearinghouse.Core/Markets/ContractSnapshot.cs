using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Markets;

/// <summary>One contract as of a snapshot.</summary>
/// <param name="Contract">Its terms.</param>
/// <param name="Status">Trading or expired.</param>
/// <param name="MarkPrice">Per unit of underlying; for an option, the premium.</param>
/// <param name="FundingIndex">Cumulative funding per unit of underlying since listing; only differences matter.</param>
/// <param name="OpenInterest">Contracts held long, which are as many as are held short.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ContractSnapshot")]
public sealed record ContractSnapshot(
    [property: Id(0)] Contract Contract,
    [property: Id(1)] ContractStatus Status,
    [property: Id(2)] Price MarkPrice,
    [property: Id(3)] Price FundingIndex,
    [property: Id(4)] Quantity OpenInterest);
