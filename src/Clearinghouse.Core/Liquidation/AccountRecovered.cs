using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>The account left the path. What is not yet sold stays its own.</summary>
/// <param name="From">Where it stood.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccountRecovered")]
public sealed record AccountRecovered([property: Id(0)] AccountRiskState From) : AccountRiskEvent;
