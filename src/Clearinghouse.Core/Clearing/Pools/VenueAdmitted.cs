using Clearinghouse.Core.Commands;
using Orleans;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>A venue was admitted, or suspended.</summary>
/// <param name="Command">What was asked.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.VenueAdmitted")]
public sealed record VenueAdmitted([property: Id(0)] AdmitVenue Command) : PoolEvent;
