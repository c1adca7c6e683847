using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Risk;
using Clearinghouse.Grains.Risk;

namespace Clearinghouse.Grains.Pools;

/// <summary>What the risk shards know of a pool's accounts. Without shards, nothing. Used from one pool's turns only.</summary>
/// <param name="grains">Where shards are.</param>
/// <param name="pool">The pool.</param>
/// <param name="shards">How many shards there are.</param>
/// <param name="clock">The time.</param>
internal sealed class PoolCensus(IGrainFactory grains, PoolId pool, int shards, TimeProvider clock)
{
    /// <summary>How long what accounts hold is trusted: withdrawals would else ask every shard each time.</summary>
    private static readonly TimeSpan HoldingsTrusted = TimeSpan.FromSeconds(1);

    private (PoolHoldings Holdings, DateTimeOffset At)? _holdings;

    /// <summary>What accounts hold together, at most a second old.</summary>
    public async Task<PoolHoldings> Holdings()
    {
        if (_holdings is { } known && clock.GetUtcNow() - known.At < HoldingsTrusted) return known.Holdings;
        var answers = await Ask(shard => shard.GetHoldings(pool));
        var holdings = answers.Aggregate(PoolHoldings.None, (sum, answer) => sum.Plus(answer));
        _holdings = (holdings, clock.GetUtcNow());
        return holdings;
    }

    /// <summary>Exposures by venue, as of now.</summary>
    public async Task<ProtocolTally> Tally() => (await Ask(shard => shard.TallyProtocols(pool))).Aggregate(ProtocolTally.None, (sum, answer) => sum.Plus(answer));

    /// <summary>Accounts whose home a venue is; only those with open positions, where asked for.</summary>
    public async Task<ImmutableArray<AccountId>> AccountsOf(VenueId venue, bool withPositions) => [.. (await Ask(shard => shard.GetAccounts(pool, venue, withPositions))).SelectMany(answer => answer)];

    private Task<T[]> Ask<T>(Func<IRiskShard, Task<T>> question) => Task.WhenAll(Enumerable.Range(0, shards).Select(shard => question(grains.GetGrain<IRiskShard>(shard))));
}
