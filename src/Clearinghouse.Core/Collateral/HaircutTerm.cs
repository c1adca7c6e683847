using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Collateral;

/// <summary>One part of what collateral counts less for.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Amount">How much, in money; above 0.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.HaircutTerm")]
public sealed record HaircutTerm(
    [property: Id(0)] HaircutReason Reason,
    [property: Id(1)] Amount Amount);
