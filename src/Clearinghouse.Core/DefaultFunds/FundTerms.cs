using Orleans;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>How a pool sizes its default fund, with the version that set it.</summary>
/// <param name="Version">The sequence in the pool's journal that set it.</param>
/// <param name="Policy">The policy.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundTerms")]
public sealed record FundTerms([property: Id(0)] long Version, [property: Id(1)] FundPolicy Policy);
