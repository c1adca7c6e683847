using Clearinghouse.Core.Refusals;
using Orleans;

namespace Clearinghouse.Core.Clearing;

/// <summary>An account's answer to a reservation.</summary>
/// <param name="Epoch">Which activation of the account answers. A market takes no grant of an epoch older than the newest it has seen.</param>
/// <param name="Refusal">Why not; null when granted.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ReservationAnswer")]
public sealed record ReservationAnswer([property: Id(0)] long Epoch, [property: Id(1)] Refusal? Refusal = null)
{
    /// <summary>True when margin is set aside.</summary>
    public bool IsGranted => Refusal is null;
}
