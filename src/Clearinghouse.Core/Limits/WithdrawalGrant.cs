using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Limits;

/// <summary>What a pool let leave under an id.</summary>
/// <param name="Key">What it is remembered by.</param>
/// <param name="Value">How much, in all.</param>
/// <param name="Sequence">Where the pool's journal says so last.</param>
/// <param name="At">When it was granted first.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.WithdrawalGrant")]
public sealed record WithdrawalGrant([property: Id(0)] CommandId Key, [property: Id(1)] Amount Value, [property: Id(2)] long Sequence, [property: Id(3)] DateTimeOffset At);
