using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>A tranche's part of a recovery, and who of its holders gets it.</summary>
/// <param name="Tranche">The tranche.</param>
/// <param name="Recovered">How much, and to whom.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.TrancheRecovery")]
public sealed record TrancheRecovery([property: Id(0)] string Tranche, [property: Id(1)] LossRecovered Recovered);
