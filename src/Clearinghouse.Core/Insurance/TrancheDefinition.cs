using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>A tranche as a pool configures it.</summary>
/// <param name="Name">Unique in the pool; the rule of account names holds.</param>
/// <param name="Seniority">The order in which tranches lose: the lowest number first.</param>
/// <param name="Terms">Its rules.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.TrancheDefinition")]
public sealed record TrancheDefinition([property: Id(0)] string Name, [property: Id(1)] int Seniority, [property: Id(2)] TrancheTerms Terms);
