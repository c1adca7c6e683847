using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Grains.Pools;

namespace Clearinghouse.Grains.Markets;

/// <summary>What the pool said of venues and of who belongs together, remembered for a while. Used from one market's turns only.</summary>
internal sealed class VenueMembership(IGrainFactory grains, TimeProvider clock, TimeSpan trusted)
{
    private readonly Dictionary<VenueId, (VenueStanding Standing, DateTimeOffset At)> _known = [];
    private Affiliates? _affiliates;

    /// <summary>What the pool lets the venue bring.</summary>
    public async ValueTask<VenueStanding> StandingOf(PoolId pool, VenueId venue)
    {
        if (_known.TryGetValue(venue, out var known) && clock.GetUtcNow() - known.At < trusted) return known.Standing;
        var standing = await grains.GetGrain<IPoolClearing>(pool.Value).GetStanding(venue);
        _known[venue] = (standing, clock.GetUtcNow());
        return standing;
    }

    /// <summary>The pool's groups of affiliates; asked for again only when a newer version is known to be.</summary>
    public async ValueTask<Affiliates> AffiliatesOf(PoolId pool, long version)
    {
        if (_affiliates is { } known && known.Version >= version) return known;
        return _affiliates = await grains.GetGrain<IPoolClearing>(pool.Value).GetAffiliates();
    }
}
