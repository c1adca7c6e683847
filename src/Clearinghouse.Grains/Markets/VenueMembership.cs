using Clearinghouse.Abstractions.Pools;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Grains.Markets;

/// <summary>What the pool said of venues, remembered for a while. Used from one market's turns only.</summary>
internal sealed class VenueMembership(IGrainFactory grains, TimeProvider clock, TimeSpan trusted)
{
    private readonly Dictionary<VenueId, (bool IsMember, DateTimeOffset At)> _known = [];

    /// <summary>True when the pool has the venue as an active member.</summary>
    public async ValueTask<bool> IsMember(PoolId pool, VenueId venue)
    {
        if (_known.TryGetValue(venue, out var known) && clock.GetUtcNow() - known.At < trusted) return known.IsMember;
        var isMember = await grains.GetGrain<IClearingPoolGrain>(pool.Value).IsMember(venue);
        _known[venue] = (isMember, clock.GetUtcNow());
        return isMember;
    }
}
